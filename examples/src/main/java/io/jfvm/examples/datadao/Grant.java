// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.datadao;

import static io.jfvm.examples.datadao.Founding.DAO;
import static io.jfvm.examples.datadao.Founding.WALLET;
import static io.jfvm.examples.datadao.Person.ALICE;
import static io.jfvm.examples.datadao.Person.BOB;
import static io.jfvm.examples.datadao.Person.CAROL;
import static io.jfvm.examples.datadao.Person.DORA;
import static io.jfvm.examples.datadao.Person.EGON;
import static io.jfvm.examples.datadao.Script.args;

import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.multisig.MultisigParams;
import io.jfvm.builtin.multisig.TxnId;
import io.jfvm.crypto.Hash;
import io.jfvm.encoding.CborReader;
import io.jfvm.encoding.CborWriter;
import io.jfvm.encoding.DecodeException;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A grant is voted, paid to the wallet and reported on; a second one is more than there is. */
final class Grant {
  private static final MethodNum RECEIVE = MethodNum.ofName("Receive");
  private static final MethodNum PROPOSE = new MethodNum(2);
  private static final MethodNum APPROVE = new MethodNum(3);

  private static final int GRANT = 0;
  private static final int OVERDRAFT = 1;
  private static final TokenAmount GRANTED = TokenAmount.ofFil(300);
  private static final TokenAmount TOO_MUCH = TokenAmount.ofFil(5000);

  private Grant() {}

  static void write(Script script) {
    script.chapter("A grant is voted and paid");
    script
        .step(ALICE, "Alice proposes to grant the wallet 300 FIL")
        .calls(DAO, "propose", stage -> proposal(stage, GRANTED, "Mirror the weather archive"))
        .emits("Proposed");
    script
        .step(ALICE, "Alice votes in the same epoch: too early")
        .calls(DAO, "vote", stage -> args(GRANT, true))
        .reverts("VotingClosed(id=0, state=0)");
    script.epochsPass(1);
    script
        .step(ALICE, "Alice votes yes")
        .calls(DAO, "vote", stage -> args(GRANT, true))
        .emits("Voted");
    script.step(BOB, "Bob votes yes").calls(DAO, "vote", stage -> args(GRANT, true)).emits("Voted");
    script
        .step(ALICE, "Alice votes again")
        .calls(DAO, "vote", stage -> args(GRANT, true))
        .reverts("AlreadyVoted(id=0, voter=Alice)");
    script
        .step(CAROL, "Carol executes while the vote is open")
        .calls(DAO, "execute", stage -> args(GRANT))
        .reverts("NotPassed(id=0, state=1)");
    script.epochsPass(11);
    script
        .step(CAROL, "Carol executes; anyone may, now that it has passed")
        .calls(DAO, "execute", stage -> args(GRANT))
        .emits("GrantPaid", "Executed")
        .fact("the wallet holds 300 FIL", done -> done.stage().balance(WALLET), GRANTED)
        .fact(
            "the treasury holds 750 FIL",
            done -> done.stage().balance(DAO),
            TokenAmount.ofFil(750));

    script.chapter("The wallet reports, by a native Filecoin message");
    script
        .step(DORA, "Dora proposes that the wallet send the DAO a report")
        .invokes(stage -> stage.address(WALLET), PROPOSE, Grant::proposeReport)
        .fact(
            "it waits for a second signer",
            done -> done.returned(MultisigParams.Proposed.CODEC).applied().applied(),
            false);
    script
        .step(EGON, "Egon approves, so the wallet sends it")
        .invokes(stage -> stage.address(WALLET), APPROVE, stage -> approveFirst())
        .emits("ReportFiled")
        .fact(
            "the DAO answers: granted 300 FIL, 1 report",
            done -> answer(done.returned(MultisigParams.Applied.CODEC)),
            List.of(GRANTED, 1L));

    script.chapter("A grant nobody can pay");
    script
        .step(BOB, "Bob proposes to grant the wallet 5000 FIL")
        .calls(DAO, "propose", stage -> proposal(stage, TOO_MUCH, "Mirror everything"))
        .emits("Proposed");
    script.epochsPass(1);
    script
        .step(ALICE, "Alice votes yes")
        .calls(DAO, "vote", stage -> args(OVERDRAFT, true))
        .emits("Voted");
    script
        .step(BOB, "Bob votes no")
        .calls(DAO, "vote", stage -> args(OVERDRAFT, false))
        .emits("Voted");
    script.epochsPass(11);
    script
        .step(CAROL, "Carol executes; it has passed, but the treasury holds 750 FIL")
        .calls(DAO, "execute", stage -> args(OVERDRAFT))
        .reverts("InsufficientTreasury(available=750e18, needed=5000e18)")
        .fact("the DAO's state is what it was", done -> done.keptState(DAO), true)
        .fact(
            "the treasury still holds 750 FIL",
            done -> done.stage().balance(DAO),
            TokenAmount.ofFil(750));
  }

  /** The DAO is to call itself; that is how it pays grants. */
  private static Object[] proposal(Stage stage, TokenAmount amount, String memo) {
    byte[] grantee = stage.address(WALLET).toBytes();
    byte[] payGrant = stage.artifact(DAO).encodeCall("payGrant", grantee, amount, memo);
    return args(stage.eth(DAO), 0, payGrant, memo);
  }

  private static byte[] proposeReport(Stage stage) {
    return MultisigParams.Propose.CODEC.toBytes(
        new MultisigParams.Propose(
            stage.address(DAO),
            TokenAmount.ZERO,
            RECEIVE,
            new RawBytes(hook("4 TiB of weather mirrored, thank you"))));
  }

  private static byte[] approveFirst() {
    return MultisigParams.ById.CODEC.toBytes(new MultisigParams.ById(new TxnId(0), RawBytes.EMPTY));
  }

  /** A report as parameters of Receive: {@code [kind, payload]}, as in FRC-46. */
  static byte[] hook(String text) {
    byte[] digest =
        Hash.KECCAK_256.digest("jfvm.examples.Report".getBytes(StandardCharsets.US_ASCII));
    long kind = Integer.toUnsignedLong(ByteBuffer.wrap(digest).getInt());
    return new CborWriter()
        .array(2)
        .u64(kind)
        .bytes(text.getBytes(StandardCharsets.UTF_8))
        .toByteArray();
  }

  /** {@code [granted, reports]}. */
  private static List<Object> answer(MultisigParams.Applied applied) {
    CborReader in = new CborReader(applied.returned().bytes());
    try {
      in.tuple(2);
      return List.of(TokenAmount.CODEC.decode(in), in.u64());
    } catch (DecodeException e) {
      return List.of(e.getMessage());
    }
  }
}
