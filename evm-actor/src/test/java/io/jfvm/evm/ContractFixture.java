// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm;

import io.jfvm.actor.ActorException;
import io.jfvm.actor.MockRuntime;
import io.jfvm.encoding.Codecs;
import io.jfvm.evm.system.ConstructorParams;
import io.jfvm.evm.system.EvmMethods;
import io.jfvm.evm.system.EvmState;
import io.jfvm.evm.word.Word;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.EthAddress;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import java.io.ByteArrayOutputStream;
import java.util.HexFormat;
import java.util.Optional;

/** One contract on a mock runtime. */
public final class ContractFixture {
  public static final HexFormat HEX = HexFormat.of();
  public static final ActorId ID = ActorId.FIRST_NON_SINGLETON;
  public static final EthAddress ETH =
      new EthAddress(HEX.parseHex("feedfacecafebeef000000000000000000000000"));
  public static final Address F410 = Address.ofDelegated(ActorId.EAM, ETH.bytes());
  public static final EthAddress CREATOR =
      new EthAddress(HEX.parseHex("c0ffee0000000000000000000000000000000001"));

  public final MockRuntime rt = new MockRuntime();
  public final EvmActor actor = new EvmActor();

  private ContractFixture() {
    rt.setReceiver(ID);
    rt.setActorType(ID, ActorType.EVM);
    rt.setDelegatedAddress(ID, F410);
    rt.setOrigin(new ActorId(1001));
    rt.setNonce(7);
  }

  /** An actor to be constructed. */
  public static ContractFixture unconstructed() {
    ContractFixture fixture = new ContractFixture();
    fixture.rt.setCaller(ActorId.INIT, ActorType.INIT);
    return fixture;
  }

  /** A contract of this code, called by an account. */
  public static ContractFixture of(byte[] code) {
    ContractFixture fixture = unconstructed();
    fixture.construct(Asm.initcode(code));
    fixture.rt.setCaller(new ActorId(1001), ActorType.ETH_ACCOUNT);
    return fixture;
  }

  public static ContractFixture of(String source) {
    return of(Asm.code(source));
  }

  public void construct(byte[] initcode) {
    rt.expectValidateCallerAddr(ActorId.INIT);
    if (rt.call(
            actor,
            MethodNum.CONSTRUCTOR,
            ConstructorParams.CODEC,
            new ConstructorParams(CREATOR, initcode))
        .isPresent()) {
      throw new AssertionError("the constructor returned something");
    }
    rt.verify();
  }

  public EvmState state() {
    return rt.state(EvmState.CODEC);
  }

  public Optional<IpldBlock> invokeRaw(Optional<IpldBlock> params) {
    rt.expectValidateCallerAny();
    Optional<IpldBlock> returned = rt.call(actor, EvmMethods.INVOKE_CONTRACT, params);
    rt.verify();
    return returned;
  }

  /** Calls the contract as CALL does. */
  public byte[] invoke(byte[] input) {
    Optional<IpldBlock> params =
        input.length == 0 ? Optional.empty() : Optional.of(new IpldBlock(Multicodec.RAW, input));
    return MockRuntime.returned(Codecs.BYTES, invokeRaw(params));
  }

  public byte[] invoke() {
    return invoke(new byte[0]);
  }

  public Word invokeForWord() {
    return Word.of(invoke());
  }

  /** Fails unless a call without input ends with this code. */
  public ActorException abort(ExitCode exitCode) {
    return MockRuntime.expectAbort(exitCode, this::invoke);
  }

  public static byte[] concat(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  public static byte[] word(long value) {
    return Word.of(value).toBytes();
  }

  public static byte[] word(EthAddress address) {
    return Word.of(address.bytes()).toBytes();
  }
}
