// SPDX-License-Identifier: Apache-2.0
package io.jfvm.examples.datadao;

import static io.jfvm.examples.datadao.Founding.number;
import static io.jfvm.examples.datadao.Person.BOB;
import static io.jfvm.examples.datadao.Person.CAROL;
import static io.jfvm.examples.datadao.Script.args;

import io.jfvm.types.EthAddress;
import io.jfvm.types.TokenAmount;

/** A contract at an address known beforehand: paid before it exists, closed, and made again. */
final class Vaults {
  static final String FACTORY = "VaultFactory";
  static final String VAULT = "Vault";

  private static final byte[] SALT = new byte[32];

  private Vaults() {}

  static void write(Script script) {
    script.chapter("A vault whose address is known beforehand");
    script.step(BOB, "Bob deploys the factory").deploys(FACTORY);
    script
        .step(BOB, "Bob asks where his vault will be")
        .calls(FACTORY, "predict", stage -> args(BOB.eth(), SALT))
        .afterwards(Vaults::learnAddress)
        .fact("nothing is there", done -> done.stage().kind(VAULT), "none");
    script
        .step(CAROL, "Carol sends 5 FIL there")
        .sends(VAULT, TokenAmount.ofFil(5))
        .fact("a placeholder is there", done -> done.stage().kind(VAULT), "placeholder");
    script
        .step(BOB, "Bob opens the vault with 1 FIL more")
        .calls(FACTORY, "openAt", stage -> args(BOB.eth(), SALT))
        .value(TokenAmount.ofFil(1))
        .emits("VaultOpened")
        .fact("the placeholder became a contract", done -> done.stage().kind(VAULT), "evm")
        .fact("it holds 6 FIL", done -> done.stage().balance(VAULT), TokenAmount.ofFil(6));
    script.step(CAROL, "Carol deposits 2 FIL").pays(VAULT, TokenAmount.ofFil(2)).emits("Deposited");
    script
        .step(BOB, "Bob opens it a second time")
        .calls(FACTORY, "openAt", stage -> args(BOB.eth(), SALT))
        .reverts("no reason given")
        .fact("the vault is what it was", done -> done.keptState(VAULT), true);
    script
        .step(CAROL, "Carol closes Bob's vault")
        .calls(VAULT, "close", stage -> args(CAROL.eth()))
        .reverts("NotOwner(caller=Carol)");
    script
        .step(BOB, "Bob closes it in Carol's favour: SELFDESTRUCT")
        .calls(VAULT, "close", stage -> args(CAROL.eth()))
        .emits("Closed")
        .fact("Carol got 8 FIL", done -> done.gained(CAROL.label()), TokenAmount.ofFil(8))
        .fact("the vault holds nothing", done -> done.stage().balance(VAULT), TokenAmount.ZERO);
    script
        .step(BOB, "Bob opens it again, at the same address")
        .calls(FACTORY, "openAt", stage -> args(BOB.eth(), SALT))
        .emits("VaultOpened");
    script
        .step(CAROL, "Carol asks how many deposits the new vault has seen")
        .calls(VAULT, "deposits", stage -> args())
        .fact("none: its storage is empty", done -> done.returned(VAULT, "deposits", 0), number(0));
  }

  private static void learnAddress(Performance done) {
    done.stage().put(VAULT, ((EthAddress) done.returned(FACTORY, "predict", 0)).address());
  }
}
