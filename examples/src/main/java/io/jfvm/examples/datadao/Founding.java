// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.datadao;

import static io.jfvm.examples.datadao.Person.ALICE;
import static io.jfvm.examples.datadao.Person.BOB;
import static io.jfvm.examples.datadao.Person.CAROL;
import static io.jfvm.examples.datadao.Person.DORA;
import static io.jfvm.examples.datadao.Person.EGON;
import static io.jfvm.examples.datadao.Script.args;

import io.jfvm.builtin.RawBytes;
import io.jfvm.builtin.genesis.BundleManifest;
import io.jfvm.builtin.init.InitParams;
import io.jfvm.builtin.multisig.MultisigParams;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.math.BigInteger;
import java.util.List;

/** A token, a DAO with a treasury, a wallet of two signers. */
final class Founding {
  static final String TOKEN = "DaoToken";
  static final String DAO = "DataDao";
  static final String WALLET = "Wallet";

  private static final MethodNum EXEC = new MethodNum(2);
  private static final int VOTING_PERIOD = 10;
  private static final int QUORUM_PERCENT = 60;

  private Founding() {}

  static void write(Script script) {
    script.chapter("A DAO with a treasury");
    script
        .step(ALICE, "Alice deploys the token")
        .deploys(TOKEN, stage -> args("Archive Token", "ARC"))
        .fact(
            "her first message made the placeholder at her address an account",
            done -> done.stage().kind(ALICE.label()),
            "ethaccount");
    script
        .step(ALICE, "Alice mints 60 tokens to herself")
        .calls(TOKEN, "mint", stage -> args(ALICE.eth(), 60))
        .emits("Transfer");
    script
        .step(ALICE, "Alice mints 40 tokens to Bob")
        .calls(TOKEN, "mint", stage -> args(BOB.eth(), 40))
        .emits("Transfer");
    script
        .step(ALICE, "Alice deploys the DAO with 1000 FIL; a vote is open 10 epochs, quorum 60 %")
        .deploys(DAO, stage -> args(stage.eth(TOKEN), VOTING_PERIOD, QUORUM_PERCENT))
        .value(TokenAmount.ofFil(1000))
        .fact(
            "the treasury holds 1000 FIL",
            done -> done.stage().balance(DAO),
            TokenAmount.ofFil(1000));
    script
        .step(BOB, "Bob pays 50 FIL in, calling the DAO with empty input")
        .pays(DAO, TokenAmount.ofFil(50))
        .emits("Deposited")
        .fact(
            "the treasury holds 1050 FIL",
            done -> done.stage().balance(DAO),
            TokenAmount.ofFil(1050));
    script
        .step(DORA, "Dora makes a wallet in which she and Egon must agree")
        .invokes(stage -> ActorId.INIT.address(), EXEC, stage -> makeWallet())
        .afterwards(
            done ->
                done.stage()
                    .put(WALLET, done.returned(InitParams.ExecReturn.CODEC).robustAddress()))
        .fact("it is a multisig", done -> done.stage().kind(WALLET), "multisig");
    script
        .step(CAROL, "Carol, who has no tokens, proposes to be paid 500 FIL")
        .calls(
            DAO,
            "propose",
            stage ->
                args(CAROL.eth(), TokenAmount.ofFil(500), new byte[0], "Pay Carol, she is nice"))
        .reverts("NotAMember(caller=Carol)")
        .fact("the DAO's state is what it was", done -> done.keptState(DAO), true)
        .fact(
            "Carol's nonce is used all the same",
            done -> done.stage().actor(CAROL.label()).orElseThrow().sequence(),
            1L);
  }

  private static byte[] makeWallet() {
    MultisigParams.Constructor constructor =
        new MultisigParams.Constructor(
            List.of(DORA.address(), EGON.address()), 2, 0, new ChainEpoch(0));
    return InitParams.Exec.CODEC.toBytes(
        new InitParams.Exec(
            BundleManifest.V18_DEVNET.codeOf(ActorType.MULTISIG),
            RawBytes.of(MultisigParams.Constructor.CODEC, constructor)));
  }

  static BigInteger number(long value) {
    return BigInteger.valueOf(value);
  }
}
