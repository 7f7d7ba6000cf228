// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance;

import io.jfvm.conformance.MessageVector.Application;
import io.jfvm.conformance.MessageVector.ExpectedReceipt;
import io.jfvm.conformance.MessageVector.Variant;
import io.jfvm.conformance.VariantResult.Difference;
import io.jfvm.conformance.VariantResult.Verdict;
import io.jfvm.embed.Profile;
import io.jfvm.embed.Vm;
import io.jfvm.encoding.CborReader;
import io.jfvm.encoding.DecodeException;
import io.jfvm.executor.ApplyResult;
import io.jfvm.externs.ProofPolicy;
import io.jfvm.externs.SignatureVerifier;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.CarReader;
import io.jfvm.ipld.IpldException;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.machine.MachineContext;
import io.jfvm.machine.NetworkConfig;
import io.jfvm.types.Message;
import io.jfvm.types.Receipt;
import io.jfvm.types.TokenAmount;
import io.jfvm.types.UnsupportedFeatureException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Replays message vectors: applies their messages to their state and compares every receipt and the
 * final root.
 *
 * <p>Epoch {@code e} has the timestamp {@code 30 e}, as in the reference's runner ({@code
 * testing/conformance}); a vector that names no chain id has 0.
 */
public final class VectorRunner {
  private final Profile profile;
  private final ChainLength chainLength;
  private final SignatureVerifier signatures;
  private final ProofPolicy proofs;

  /**
   * A runner.
   *
   * @param chainLength for messages that stand without their signature
   */
  public VectorRunner(
      Profile profile, ChainLength chainLength, SignatureVerifier signatures, ProofPolicy proofs) {
    this.profile = profile;
    this.chainLength = chainLength;
    this.signatures = signatures;
    this.proofs = proofs;
  }

  /**
   * Replays a vector under each of its variants.
   *
   * @throws VectorException if its state or a message cannot be read, or the state lacks a block
   */
  public List<VariantResult> run(MessageVector vector) throws VectorException {
    List<VariantResult> results = new ArrayList<>();
    for (Variant variant : vector.variants()) {
      results.add(new VariantResult(variant.id(), verdict(vector, variant)));
    }
    return results;
  }

  private Verdict verdict(MessageVector vector, Variant variant) throws VectorException {
    Optional<String> unsupported = unsupported(vector);
    if (unsupported.isPresent()) {
      return new Verdict.Skipped(unsupported.get());
    }
    try {
      List<Difference> differences = replay(vector, variant);
      return differences.isEmpty() ? new Verdict.Passed() : new Verdict.Failed(differences);
    } catch (UnsupportedFeatureException e) {
      return new Verdict.Skipped(e.getMessage());
    } catch (IpldException e) {
      throw new VectorException(vector.id() + ": " + e.getMessage(), e);
    }
  }

  /** What the public format marks as beyond an ordinary runner. */
  private static Optional<String> unsupported(MessageVector vector) {
    if ("true".equals(vector.selector().get("chaos_actor"))) {
      return Optional.of("needs the chaos actor");
    }
    if ("true".equals(vector.selector().get("requires:consensus_fault_extern"))) {
      return Optional.of("needs a node that judges consensus faults");
    }
    return Optional.empty();
  }

  private List<Difference> replay(MessageVector vector, Variant variant) throws VectorException {
    Vm vm = open(vector, variant);
    List<Difference> differences = new ArrayList<>();
    long epoch = variant.epoch().value();
    for (int i = 0; i < vector.messages().size(); i++) {
      Application application = vector.messages().get(i);
      String name = "message " + i;
      long ahead = epoch + application.epochOffset() - vm.epoch().value();
      if (ahead < 0) {
        throw new VectorException(
            vector.id() + ": " + name + ": epoch_offset goes back by " + -ahead + " epochs");
      }
      if (ahead > 0) {
        vm.advance(ahead);
      }
      ApplyResult result = apply(vm, application, vector.id() + ": " + name);
      compare(name, vector.receipts().get(i), result, differences);
    }
    different("state root", vector.postRoot(), vm.flush()).ifPresent(differences::add);
    return differences;
  }

  private Vm open(MessageVector vector, Variant variant) throws VectorException {
    NetworkConfig network = NetworkConfig.of(variant.networkVersion(), vector.chainId().orElse(0));
    MachineContext context =
        MachineContext.of(
                network,
                variant.epoch(),
                Vm.EPOCH_SECONDS * variant.epoch().value(),
                vector.preRoot())
            .withBaseFee(new TokenAmount(vector.baseFee()))
            .withCirculatingSupply(new TokenAmount(vector.circulatingSupply()));
    return Vm.open(
        profile,
        state(vector),
        context,
        new ReplayedChain(vector.randomness(), signatures, proofs));
  }

  private static Blockstore state(MessageVector vector) throws VectorException {
    MemoryBlockstore store = new MemoryBlockstore();
    try (InputStream car = new GZIPInputStream(new ByteArrayInputStream(vector.car()))) {
      CarReader.open(car).readInto(store);
    } catch (IOException | DecodeException e) {
      throw new VectorException(vector.id() + ": car: " + e.getMessage(), e);
    }
    return store;
  }

  private ApplyResult apply(Vm vm, Application application, String name) throws VectorException {
    byte[] bytes = application.bytes();
    try {
      boolean signed = isSigned(bytes);
      Message message = Message.CODEC.fromBytes(signed ? unsigned(bytes) : bytes);
      if (application.implicit()) {
        return vm.applyImplicit(message);
      }
      return vm.apply(message, signed ? bytes.length : chainLength.of(message, bytes.length));
    } catch (DecodeException e) {
      throw new VectorException(name + ": " + e.getMessage(), e);
    }
  }

  /** A signed message is a pair of message and signature. */
  private static boolean isSigned(byte[] bytes) throws DecodeException {
    return new CborReader(bytes).array() == 2;
  }

  private static byte[] unsigned(byte[] bytes) throws DecodeException {
    CborReader in = new CborReader(bytes);
    in.tuple(2);
    return in.rawValue();
  }

  private static void compare(
      String name, ExpectedReceipt expected, ApplyResult result, List<Difference> differences) {
    Receipt wanted = expected.receipt();
    Receipt actual = result.receipt();
    different(name + ": exit code", wanted.exitCode(), actual.exitCode())
        .map(
            difference ->
                new Difference(
                    difference.what(),
                    difference.expected(),
                    difference.actual() + result.failure().map(why -> " (" + why + ")").orElse("")))
        .ifPresent(differences::add);
    if (!Arrays.equals(wanted.returnData(), actual.returnData())) {
      differences.add(
          new Difference(name + ": return", hex(wanted.returnData()), hex(actual.returnData())));
    }
    different(name + ": gas used", wanted.gasUsed(), actual.gasUsed()).ifPresent(differences::add);
    if (expected.eventsRootKnown()) {
      different(
              name + ": events root",
              wanted.eventsRoot().map(Object::toString).orElse("none"),
              actual.eventsRoot().map(Object::toString).orElse("none"))
          .ifPresent(differences::add);
    }
  }

  private static Optional<Difference> different(String what, Object expected, Object actual) {
    return expected.equals(actual)
        ? Optional.empty()
        : Optional.of(new Difference(what, expected.toString(), actual.toString()));
  }

  private static String hex(byte[] bytes) {
    return bytes.length == 0 ? "nothing" : "0x" + HexFormat.of().formatHex(bytes);
  }
}
