// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance;

import io.jfvm.conformance.MessageVector.Application;
import io.jfvm.conformance.MessageVector.Surroundings;
import io.jfvm.conformance.MessageVector.Variant;
import io.jfvm.conformance.VariantResult.Verdict;
import io.jfvm.embed.Jfvm;
import io.jfvm.embed.Profile;
import io.jfvm.embed.Vm;
import io.jfvm.encoding.DecodeException;
import io.jfvm.executor.ApplyResult;
import io.jfvm.externs.ProofPolicy;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.CarReader;
import io.jfvm.ipld.IpldException;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.machine.MachineContext;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.state.StateTree;
import io.jfvm.types.Cid;
import io.jfvm.types.HostException;
import io.jfvm.types.Message;
import io.jfvm.types.TokenAmount;
import io.jfvm.types.UnsupportedFeatureException;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Replays message vectors: applies their messages to their state and compares every receipt and the
 * final root.
 *
 * <p>Our own actors do not use the gas of the official ones. Under {@link Profile#NATIVE} gas is
 * therefore compared only where that profile was recorded, and other vectors whose outcome depends
 * on gas are skipped.
 */
public final class VectorRunner {
  private final Jfvm jfvm;
  private final ActorBundles bundles;
  private final ProofPolicy proofs;
  private final Watch watch;
  private final boolean tracing;

  /** Is told of each message, for those who measure. */
  public interface Watch {
    Watch NOBODY =
        new Watch() {
          @Override
          public void begins() {}

          @Override
          public void ended(ApplyResult result) {}
        };

    /** The state is open, the message is decoded and about to be applied. */
    void begins();

    /** It has been applied, and nothing is compared yet. Not called if it could not be run. */
    void ended(ApplyResult result);
  }

  /**
   * A runner.
   *
   * @param bundles of the actors that the vectors' states name
   * @param proofs for vectors that do not say that proofs were accepted. The reference's runner
   *     accepts them
   */
  public VectorRunner(Jfvm jfvm, ActorBundles bundles, ProofPolicy proofs) {
    this(jfvm, bundles, proofs, Watch.NOBODY, false);
  }

  private VectorRunner(
      Jfvm jfvm, ActorBundles bundles, ProofPolicy proofs, Watch watch, boolean tracing) {
    this.jfvm = jfvm;
    this.bundles = bundles;
    this.proofs = proofs;
    this.watch = watch;
    this.tracing = tracing;
  }

  /** The same, but watched. */
  public VectorRunner watchedBy(Watch newWatch) {
    return new VectorRunner(jfvm, bundles, proofs, newWatch, tracing);
  }

  /** The same, but each message leaves a trace. */
  public VectorRunner tracing() {
    return new VectorRunner(jfvm, bundles, proofs, watch, true);
  }

  /**
   * Replays a vector under each of its variants.
   *
   * @throws VectorException if its state or a message cannot be read, or the state lacks a block
   */
  public List<VariantResult> run(MessageVector vector) throws VectorException {
    List<VariantResult> results = new ArrayList<>();
    for (Variant variant : vector.variants()) {
      results.add(result(vector, variant));
    }
    return results;
  }

  private VariantResult result(MessageVector vector, Variant variant) throws VectorException {
    Optional<String> beyond = beyond(vector);
    if (beyond.isPresent()) {
      return skipped(variant, beyond.get());
    }
    try {
      MemoryBlockstore store = state(vector);
      Optional<Cid> missing = provideActors(vector, store);
      if (missing.isPresent()) {
        return skipped(variant, "no bundle has the manifest " + missing.get());
      }
      if (policy(vector) == ProofPolicy.ACCEPT_ALL && DisputedProof.wasInvalid(vector, store)) {
        return skipped(
            variant, "disputes a proof that was invalid; here every proof is taken for valid");
      }
      return new Replay(vector, variant, store).result();
    } catch (IpldException | DecodeException e) {
      throw new VectorException(vector.id() + ": " + e.getMessage(), e);
    }
  }

  private static VariantResult skipped(Variant variant, String reason) {
    return new VariantResult(variant.id(), 0, new Verdict.Skipped(reason));
  }

  private ProofPolicy policy(MessageVector vector) {
    return vector.selects(MessageVector.PROOFS, "accepted") ? ProofPolicy.ACCEPT_ALL : proofs;
  }

  /** What the vector itself marks as beyond this runner. */
  private Optional<String> beyond(MessageVector vector) {
    if (vector.selects("chaos_actor", "true")) {
      return Optional.of("needs the chaos actor");
    }
    if (vector.selects("requires:consensus_fault_extern", "true")) {
      return Optional.of("needs a node that judges consensus faults");
    }
    if (jfvm.profile() == Profile.WASM && vector.selects(MessageVector.PROFILE, "native")) {
      return Optional.of("recorded by the native profile, whose gas is its own");
    }
    if (gasCounts(vector)) {
      return Optional.empty();
    }
    boolean dependent =
        vector.selects(MessageVector.GAS_DEPENDENT, "true")
            || vector.surroundings().baseFee().signum() > 0;
    return dependent
        ? Optional.of("its outcome depends on the official actors' gas")
        : Optional.empty();
  }

  private boolean gasCounts(MessageVector vector) {
    return switch (jfvm.profile()) {
      case NATIVE -> vector.selects(MessageVector.PROFILE, "native");
      case WASM -> true;
    };
  }

  private static MemoryBlockstore state(MessageVector vector) throws VectorException {
    MemoryBlockstore store = new MemoryBlockstore();
    try (InputStream car = new GZIPInputStream(new ByteArrayInputStream(vector.car()))) {
      CarReader.open(car).readInto(store);
    } catch (EOFException e) {
      throw new VectorException(vector.id() + ": car: its gzip is cut short", e);
    } catch (IOException | DecodeException e) {
      throw new VectorException(vector.id() + ": car: " + e.getMessage(), e);
    }
    return store;
  }

  /** Returns the manifest that the state names and nobody has. */
  private Optional<Cid> provideActors(MessageVector vector, Blockstore store)
      throws VectorException {
    Cid manifest = StateTree.load(store, vector.preRoot()).systemState().builtinActors();
    return bundles.provide(manifest, store) || store.get(manifest).isPresent()
        ? Optional.empty()
        : Optional.of(manifest);
  }

  /** One variant's run. */
  private final class Replay {
    private final MessageVector vector;
    private final Variant variant;
    private final Blockstore store;
    private final ReceiptCheck check;

    Replay(MessageVector vector, Variant variant, Blockstore store) {
      this.vector = vector;
      this.variant = variant;
      this.store = store;
      this.check = new ReceiptCheck(gasCounts(vector));
    }

    /** A difference found before something unsupported counts all the same. */
    VariantResult result() throws VectorException {
      int compared = 0;
      try {
        Vm vm = open();
        for (; compared < vector.messages().size(); compared++) {
          message(vm, compared);
        }
        check.stateRoot(vector.postRoot(), vm.flush());
      } catch (UnsupportedFeatureException e) {
        if (check.differences().isEmpty()) {
          String reason = "message " + compared + ": " + e.getMessage();
          return new VariantResult(variant.id(), compared, new Verdict.Skipped(reason));
        }
      } catch (HostException e) {
        check.add("message " + compared, "a receipt", e.toString());
      }
      Verdict verdict =
          check.differences().isEmpty()
              ? new Verdict.Passed()
              : new Verdict.Failed(check.differences());
      return new VariantResult(variant.id(), compared, verdict);
    }

    private Vm open() {
      Surroundings chain = vector.surroundings();
      NetworkConfig network = NetworkConfig.of(variant.networkVersion(), chain.chainId().orElse(0));
      long usual = Vm.EPOCH_SECONDS * variant.epoch().value();
      MachineContext context =
          MachineContext.of(
                  network,
                  variant.epoch(),
                  chain.timestampSeconds().orElse(usual),
                  vector.preRoot())
              .withBaseFee(new TokenAmount(chain.baseFee()))
              .withCirculatingSupply(new TokenAmount(chain.circulatingSupply()))
              .withTracing(tracing);
      return jfvm.open(context, store, new ReplayedChain(chain, policy(vector)));
    }

    private void message(Vm vm, int index) throws VectorException {
      Application application = vector.messages().get(index);
      String name = "message " + index;
      long epoch = variant.epoch().value() + application.epochOffset();
      long ahead = epoch - vm.epoch().value();
      if (ahead < 0) {
        throw new VectorException(
            vector.id() + ": " + name + ": epoch_offset goes back by " + -ahead + " epochs");
      }
      if (ahead > 0) {
        advance(vm, name, ahead);
      }
      try {
        check.message(name, vector.receipts().get(index), apply(vm, application));
      } catch (DecodeException e) {
        throw new VectorException(vector.id() + ": " + name + ": " + e.getMessage(), e);
      }
    }

    private void advance(Vm vm, String message, long epochs) throws VectorException {
      try {
        vm.advance(epochs);
      } catch (IllegalArgumentException e) {
        throw new VectorException(
            vector.id() + ": " + message + ": epoch_offset: " + e.getMessage(), e);
      }
    }

    private ApplyResult apply(Vm vm, Application application) throws DecodeException {
      Message message = application.message();
      int length = application.bytes().length;
      long usual = application.isSigned() ? length : Application.usualLength(message, length);
      watch.begins();
      ApplyResult result =
          application.implicit()
              ? vm.applyImplicit(message)
              : vm.apply(message, application.rawLength().orElse(usual));
      watch.ended(result);
      return result;
    }
  }
}
