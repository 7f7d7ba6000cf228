// SPDX-License-Identifier: Apache-2.0
package io.jfvm.benchmarks;

import io.jfvm.encoding.DecodeException;
import io.jfvm.ipld.Blockstore;
import io.jfvm.ipld.MemoryBlockstore;
import io.jfvm.ipld.hamt.Hamt;
import io.jfvm.state.InitState;
import io.jfvm.types.ActorId;
import io.jfvm.types.Address;
import io.jfvm.types.EthAddress;
import io.jfvm.types.Message;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.io.IOException;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A message with 200 bytes of parameters, and a HAMT's node of 24 entries; by our reader and
 * writer, and by Jackson's to and from the same objects.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CborBenchmark {
  private static final int ENTRIES = 24;

  private final JacksonCbor jackson = new JacksonCbor();
  private Message message;
  private byte[] messageBlock;
  private BucketNode node;
  private byte[] nodeBlock;

  @Setup
  public void prepare() throws DecodeException, IOException {
    byte[] params = new byte[200];
    Arrays.fill(params, (byte) 0x5a);
    message =
        Message.from(Network.ALICE.address())
            .to(Network.BOB.address())
            .sequence(1234)
            .value(TokenAmount.ofFil(25))
            .gasFeeCap(TokenAmount.ofAtto(1_500_000_000))
            .gasPremium(TokenAmount.ofAtto(100_000))
            .method(MethodNum.ofName("InvokeEVM"))
            .params(params)
            .build();
    messageBlock = encodeMessage();
    nodeBlock = rootBlock();
    node = decodeNode();
    if (!decodeMessage().equals(message)
        || !jacksonDecodesMessage().equals(message)
        || !Arrays.equals(jacksonEncodesMessage(), messageBlock)
        || !Arrays.equals(encodeNode(), nodeBlock)
        || !Arrays.equals(BucketNode.CODEC.toBytes(jacksonDecodesNode()), nodeBlock)
        || !Arrays.equals(jacksonEncodesNode(), nodeBlock)) {
      throw new IllegalStateException("the two libraries disagree");
    }
  }

  private static byte[] rootBlock() {
    Blockstore store = new MemoryBlockstore();
    Hamt<Address, ActorId> map = Hamt.empty(InitState.ADDRESS_MAP, store);
    for (int i = 0; i < ENTRIES; i++) {
      map.put(EthAddress.ofId(new ActorId(i)).address(), new ActorId(100 + i));
    }
    return store.get(map.flush()).orElseThrow();
  }

  @Benchmark
  public Message decodeMessage() throws DecodeException {
    return Message.CODEC.fromBytes(messageBlock);
  }

  @Benchmark
  public Message jacksonDecodesMessage() throws DecodeException, IOException {
    return jackson.decodeMessage(messageBlock);
  }

  @Benchmark
  public byte[] encodeMessage() {
    return Message.CODEC.toBytes(message);
  }

  @Benchmark
  public byte[] jacksonEncodesMessage() throws IOException {
    return jackson.encodeMessage(message);
  }

  @Benchmark
  public BucketNode decodeNode() throws DecodeException {
    return BucketNode.CODEC.fromBytes(nodeBlock);
  }

  @Benchmark
  public BucketNode jacksonDecodesNode() throws IOException {
    return jackson.decodeNode(nodeBlock);
  }

  @Benchmark
  public byte[] encodeNode() {
    return BucketNode.CODEC.toBytes(node);
  }

  @Benchmark
  public byte[] jacksonEncodesNode() throws IOException {
    return jackson.encodeNode(node);
  }
}
