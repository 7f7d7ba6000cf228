// SPDX-License-Identifier: Apache-2.0
package io.jfvm.conformance;

import io.jfvm.conformance.MessageVector.Application;
import io.jfvm.conformance.MessageVector.ExpectedReceipt;
import io.jfvm.conformance.MessageVector.Randomness;
import io.jfvm.conformance.MessageVector.Surroundings;
import io.jfvm.conformance.MessageVector.Variant;
import io.jfvm.embed.Vm;
import io.jfvm.executor.ApplyResult;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.CarExport;
import io.jfvm.machine.MachineContext;
import io.jfvm.types.ChainEpoch;
import io.jfvm.types.Cid;
import io.jfvm.types.Message;
import io.jfvm.types.Multicodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.zip.GZIPOutputStream;

/** Makes a vector of a message that was applied: its state is all that the root before reaches. */
public final class VectorRecorder {
  private final Blockstore store;
  private final MachineContext context;
  private final Map<String, String> selector;

  /**
   * A recorder of one chain.
   *
   * @param store holds the states before the messages
   * @param context of the chain; each message names its own epoch and root
   * @param selector goes into every vector
   */
  public VectorRecorder(Blockstore store, MachineContext context, Map<String, String> selector) {
    this.store = store;
    this.context = context;
    this.selector = Map.copyOf(selector);
  }

  /** The vector of one message, applied by {@link Vm#apply(Message)}. */
  public MessageVector record(
      Label label,
      ChainEpoch epoch,
      Cid preRoot,
      Message message,
      ApplyResult result,
      Cid postRoot,
      List<Randomness> randomness) {
    return new MessageVector(
        label.id(),
        label.description(),
        selector,
        state(preRoot),
        List.of(
            new Variant(
                context.network().version().upgrade().toLowerCase(Locale.ROOT),
                epoch,
                context.network().version())),
        preRoot,
        new Surroundings(
            context.baseFee().atto(),
            context.circulatingSupply().atto(),
            OptionalLong.of(context.network().chainId()),
            OptionalLong.empty(),
            randomness,
            List.of()),
        List.of(application(message)),
        postRoot,
        List.of(
            new ExpectedReceipt(
                result.receipt(),
                true,
                result.events().isEmpty() ? Optional.empty() : Optional.of(result.events()))));
  }

  /** Says its length where it is not what runners take it for. */
  private static Application application(Message message) {
    byte[] bytes = Message.CODEC.toBytes(message);
    long length = Vm.chainLength(message);
    return new Application(
        bytes,
        0,
        false,
        length == Application.usualLength(message, bytes.length)
            ? OptionalLong.empty()
            : OptionalLong.of(length));
  }

  /** What a vector is called and what it shows. */
  public record Label(String id, String description) {}

  private byte[] state(Cid root) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(bytes)) {
      writeState(store, root, zip);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Writes all a state root reaches as a CAR, but for actors' code, which stores need not hold. */
  public static void writeState(Blockstore store, Cid root, OutputStream out) throws IOException {
    CarExport.write(store, List.of(root), link -> isAbsentCode(store, link), out);
  }

  private static boolean isAbsentCode(Blockstore store, Cid link) {
    return link.codec() == Multicodec.RAW && store.get(link).isEmpty();
  }
}
