// SPDX-License-Identifier: Apache-2.0
package io.jfvm.machine;

import io.jfvm.types.NetworkVersion;

/**
 * What differs between the reference's release lines beyond prices. Each difference has a name
 * here, and code asks by that name.
 */
public enum RuleSet {
  /** Network version 17: ref-fvm 2. */
  FVM2,
  /** Network versions 18 to 20: ref-fvm 3. */
  FVM3,
  /** From network version 21: ref-fvm 4. */
  FVM4;

  public static RuleSet of(NetworkVersion version) {
    return switch (version) {
      case NV17 -> FVM2;
      case NV18, NV19, NV20 -> FVM3;
      case NV21, NV22, NV23, NV24, NV25, NV26, NV27, NV28 -> FVM4;
    };
  }

  // --- from network version 21

  /** Whether actors may only read and link blocks they can reach (FIP-0071). */
  public boolean tracksReachability() {
    return this == FVM4;
  }

  /** Whether the gas limit of a call that is too deep is restored before the caller goes on. */
  public boolean restoresGasLimitWhenTooDeep() {
    return this == FVM4;
  }

  /** Whether code without the entry point exits with 5 and is not fatal. */
  public boolean missingEntryPointIsInvalidReceiver() {
    return this == FVM4;
  }

  /** Whether a new block's codec is judged before the block is charged for. */
  public boolean checksCodecBeforeCharging() {
    return this == FVM4;
  }

  /** Whether tipsets can be looked up however old they are, at a price that grows (FIP-0075). */
  public boolean looksUpAnyTipset() {
    return this == FVM4;
  }

  /** The last seal proof type known: with V1_1, synthetic, then non-interactive seals. */
  public int lastSealProofType() {
    return switch (this) {
      case FVM2 -> 9;
      case FVM3 -> 14;
      case FVM4 -> 19;
    };
  }

  // --- from network version 18

  /** Whether a first send to an Ethereum address leaves a placeholder there (FIP-0055). */
  public boolean hasEthereumAccounts() {
    return this != FVM2;
  }

  /** Whether a call may be as deep as the limit says, and not one deeper. */
  public boolean countsTheMessageAsACall() {
    return this != FVM2;
  }

  /** Whether a call's one price depends on value and method, and nothing else is charged. */
  public boolean chargesSendsAsAWhole() {
    return this == FVM2;
  }

  /** Whether an account that is refused to the zero BLS key is paid for all the same. */
  public boolean chargesForRefusedAccounts() {
    return this == FVM2;
  }

  /** Whether what the account's implicit constructor gives back is charged like a message's. */
  public boolean chargesReturnsOfConstructors() {
    return this != FVM2;
  }

  /** Whether what a failing actor gives back reaches its caller. */
  public boolean keepsValueOfFailedCalls() {
    return this != FVM2;
  }

  /** Whether blocks, and the parameters of messages, are DAG-CBOR and nothing else. */
  public boolean knowsOnlyDagCbor() {
    return this == FVM2;
  }

  /** Whether only Init makes actors, of any code; else anyone does, of those built in. */
  public boolean onlyInitCreatesActors() {
    return this != FVM2;
  }

  /** Whether asking for a new actor's address counts as making one. */
  public boolean countsActorsByAddress() {
    return this == FVM2;
  }

  /** Whether charges may be negative, which gives gas back. */
  public boolean countsGasSigned() {
    return this == FVM2;
  }

  /** Whether signers are looked up, if their address is no key's. */
  public boolean resolvesSigners() {
    return this == FVM2;
  }

  /** Whether each seal of a batch is charged for; else who enqueued it has paid. */
  public boolean chargesSealsOfBatches() {
    return this != FVM2;
  }

  /** Whether hashing is paid for before it is known which. */
  public boolean chargesHashBeforeItsCode() {
    return this == FVM2;
  }

  /** Whether code that passes a bad return pointer pays twice for what it ran before. */
  public boolean chargesTwiceForBadReturnPointer() {
    return this != FVM2;
  }

  /** Whether code of which no instance can be made is fatal; else it exits with 4. */
  public boolean failedInstanceIsFatal() {
    return this == FVM2;
  }

  /** Whether blocks, and the memory of instances, have limits. */
  public boolean limitsBlocksAndMemory() {
    return this != FVM2;
  }
}
