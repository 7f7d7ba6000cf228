// SPDX-License-Identifier: Apache-2.0
package io.jfvm.evm.eam;

import static io.jfvm.actor.MockRuntime.expectAbort;
import static org.assertj.core.api.Assertions.assertThat;

import io.jfvm.actor.ActorRuntime.Send;
import io.jfvm.actor.MockRuntime;
import io.jfvm.actor.SendResult;
import io.jfvm.crypto.Hash;
import io.jfvm.encoding.Codec;
import io.jfvm.encoding.Codecs;
import io.jfvm.evm.Returns;
import io.jfvm.evm.system.ConstructorParams;
import io.jfvm.evm.system.EvmExits;
import io.jfvm.evm.system.EvmMethods;
import io.jfvm.evm.word.Word;
import io.jfvm.ipld.IpldBlock;
import io.jfvm.types.ActorId;
import io.jfvm.types.ActorType;
import io.jfvm.types.Address;
import io.jfvm.types.Cid;
import io.jfvm.types.ErrorNumber;
import io.jfvm.types.EthAddress;
import io.jfvm.types.ExitCode;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Multicodec;
import io.jfvm.types.TokenAmount;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EamActorTest {
  private static final ActorId CALLER = new ActorId(1001);
  private static final EthAddress CALLER_ETH = eth("c0ffee0000000000000000000000000000000001");
  private static final byte[] INITCODE = {0x60, 0x01};
  private static final Address ROBUST = Address.ofActor(new byte[] {1});

  private final MockRuntime rt = new MockRuntime();

  private static EthAddress eth(String hex) {
    return new EthAddress(HexFormat.of().parseHex(hex));
  }

  private static EthAddress filled(int octet) {
    byte[] bytes = new byte[20];
    Arrays.fill(bytes, (byte) octet);
    return new EthAddress(bytes);
  }

  private static Address f410(EthAddress address) {
    return Address.ofDelegated(ActorId.EAM, address.bytes());
  }

  @BeforeEach
  void callFromAContract() {
    rt.setReceiver(ActorId.EAM);
    rt.setCaller(CALLER, ActorType.EVM);
    rt.setOrigin(new ActorId(1002));
    rt.setDelegatedAddress(CALLER, f410(CALLER_ETH));
    rt.setValueReceived(TokenAmount.ofAtto(5));
    rt.setBalance(TokenAmount.ofAtto(5));
    rt.setNonce(12345);
  }

  @Test
  void addressesOfCreate() {
    assertThat(ContractAddresses.create(rt, filled(0), 0))
        .isEqualTo(eth("bd770416a3345f91e4b34576cb804a576fa48eb1"));
    assertThat(ContractAddresses.create(rt, filled(0), 200))
        .isEqualTo(eth("a6b14387c1356b443061155e9c3e17f72c1777e5"));
    assertThat(ContractAddresses.create(rt, filled(0x7b), 12345))
        .isEqualTo(eth("809a9ab0471e78ee5100e96ca4d0828d1b97e2ba"));
  }

  @Test
  void addressesOfCreate2() {
    byte[] salt = new byte[32];
    assertThat(ContractAddresses.create2(rt, filled(0), Word.of(salt), new byte[0]))
        .isEqualTo(eth("e33c0c7f7df4809055c3eba6c09cfe4baf1bd9e0"));
    Arrays.fill(salt, (byte) 0x42);
    assertThat(
            ContractAddresses.create2(
                rt, filled(0x99), Word.of(salt), new byte[] {'f', 'o', 'o', 'b', 'a', 'r'}))
        .isEqualTo(eth("64425c93a90901271fa355c2bc462190803b97d4"));
  }

  @Test
  void rlpOfNoncesAroundItsBorders() {
    // keccak-256 of list headers and items typed by hand, 20 zero bytes as creator
    String creator = "94" + "00".repeat(20);
    String[][] nonceAndRlp = {
      {"7f", "d6" + creator + "7f"},
      {"80", "d7" + creator + "8180"},
      {"ff", "d7" + creator + "81ff"},
      {"100", "d8" + creator + "820100"},
      {"ffffffffffffffff", "de" + creator + "88ffffffffffffffff"}
    };
    for (String[] row : nonceAndRlp) {
      byte[] digest = Hash.KECCAK_256.digest(HexFormat.of().parseHex(row[1]));
      assertThat(ContractAddresses.create(rt, filled(0), Long.parseUnsignedLong(row[0], 16)))
          .isEqualTo(new EthAddress(Arrays.copyOfRange(digest, 12, 32)));
    }
  }

  private void expectExec4(EthAddress creator, EthAddress address, SendResult result) {
    byte[] params = ConstructorParams.CODEC.toBytes(new ConstructorParams(creator, INITCODE));
    Exec4.Params exec4 = new Exec4.Params(rt.codeOfType(ActorType.EVM), params, address.bytes());
    rt.expectSend(
        ActorId.INIT.address(),
        new MethodNum(3),
        Optional.of(IpldBlock.ofCbor(Exec4.Params.CODEC, exec4)),
        TokenAmount.ofAtto(5),
        result);
  }

  private static SendResult exec4Returns(Address id) {
    return Returns.cbor(Exec4.Return.CODEC, new Exec4.Return(id, ROBUST));
  }

  private <P> CreateReturn call(MethodNum method, Codec<P> codec, P params) {
    CreateReturn created =
        MockRuntime.returned(CreateReturn.CODEC, rt.call(EamActor.METHODS, method, codec, params));
    rt.verify();
    return created;
  }

  private CreateReturn create() {
    rt.expectValidateCallerType(ActorType.EVM);
    return call(EamMethods.CREATE, CreateParams.CODEC, new CreateParams(INITCODE, 3));
  }

  private EthAddress created() {
    return ContractAddresses.create(rt, CALLER_ETH, 3);
  }

  @Test
  void createMakesTheContractByInit() {
    expectExec4(CALLER_ETH, created(), exec4Returns(Address.ofId(111)));
    assertThat(create())
        .isEqualTo(new CreateReturn(new ActorId(111), Optional.of(ROBUST), created()));
  }

  @Test
  void create2MakesTheContractByInit() {
    EthAddress address = ContractAddresses.create2(rt, CALLER_ETH, Word.of(7), INITCODE);
    expectExec4(CALLER_ETH, address, exec4Returns(Address.ofId(111)));
    rt.expectValidateCallerType(ActorType.EVM);
    assertThat(
            call(EamMethods.CREATE2, Create2Params.CODEC, new Create2Params(INITCODE, Word.of(7))))
        .isEqualTo(new CreateReturn(new ActorId(111), Optional.of(ROBUST), address));
  }

  @Test
  void onlyContractsCreate() {
    rt.setCaller(CALLER, ActorType.ETH_ACCOUNT);
    expectAbort(ExitCode.USR_FORBIDDEN, this::create);
    rt.expectValidateCallerType(ActorType.EVM);
    expectAbort(
        ExitCode.USR_FORBIDDEN,
        () ->
            call(EamMethods.CREATE2, Create2Params.CODEC, new Create2Params(INITCODE, Word.ZERO)));
  }

  @Test
  void aCreatorNeedsAnEthereumAddress() {
    rt.setDelegatedAddress(CALLER, Address.ofDelegated(new ActorId(11), new byte[20]));
    expectAbort(ExitCode.USR_FORBIDDEN, this::create);
  }

  @Test
  void aPlaceholderIsTakenOver() {
    rt.setActorType(new ActorId(500), ActorType.PLACEHOLDER);
    rt.setAddress(f410(created()), new ActorId(500));
    expectExec4(CALLER_ETH, created(), exec4Returns(Address.ofId(500)));
    assertThat(create().actorId()).isEqualTo(new ActorId(500));
  }

  @Test
  void aContractIsResurrected() {
    rt.setActorType(new ActorId(500), ActorType.EVM);
    rt.setAddress(f410(created()), new ActorId(500));
    IpldBlock params =
        IpldBlock.ofCbor(ConstructorParams.CODEC, new ConstructorParams(CALLER_ETH, INITCODE));
    rt.expectSend(
        Address.ofId(500),
        EvmMethods.RESURRECT,
        Optional.of(params),
        TokenAmount.ofAtto(5),
        Returns.nothing());
    assertThat(create()).isEqualTo(new CreateReturn(new ActorId(500), Optional.empty(), created()));
    rt.setBalance(TokenAmount.ofAtto(5));
    rt.expectSend(
        Address.ofId(500),
        EvmMethods.RESURRECT,
        Optional.of(params),
        TokenAmount.ofAtto(5),
        Returns.exit(ExitCode.USR_FORBIDDEN, Optional.empty()));
    expectAbort(ExitCode.USR_FORBIDDEN, this::create);
  }

  @Test
  void otherActorsAreInTheWay() {
    rt.setAddress(f410(created()), new ActorId(500));
    for (ActorType type : ActorType.values()) {
      if (type != ActorType.EVM && type != ActorType.PLACEHOLDER) {
        rt.setActorType(new ActorId(500), type);
        expectAbort(ExitCode.USR_FORBIDDEN, this::create);
      }
    }
    rt.setActorCode(new ActorId(500), Cid.ofBlock(Multicodec.RAW, new byte[] {1}));
    expectAbort(ExitCode.USR_FORBIDDEN, this::create);
  }

  @Test
  void aFailedConstructorsCodeAndDataArePassedOn() {
    IpldBlock revert = new IpldBlock(Multicodec.CBOR, new byte[] {0x41, 9});
    expectExec4(CALLER_ETH, created(), Returns.exit(EvmExits.REVERTED, Optional.of(revert)));
    assertThat(expectAbort(EvmExits.REVERTED, this::create).data()).contains(revert);
    rt.reset();
    expectExec4(CALLER_ETH, created(), Returns.nothing());
    expectAbort(ExitCode.USR_ASSERTION_FAILED, this::create);
    rt.reset();
    rt.setBalance(TokenAmount.ofAtto(5));
    expectExec4(CALLER_ETH, created(), exec4Returns(ROBUST));
    expectAbort(ExitCode.USR_ASSERTION_FAILED, this::create);
  }

  @Test
  void reservedAddressesAreRefused() {
    String zeros = "00".repeat(18);
    for (String reserved :
        new String[] {
          "00" + zeros + "00",
          "00" + zeros + "20",
          "fe" + zeros + "00",
          "fe" + zeros + "01",
          "ff" + "00".repeat(11) + "0000000000002020"
        }) {
      expectAbort(
          ExitCode.USR_FORBIDDEN, () -> EamActor.createAt(rt, CALLER_ETH, eth(reserved), INITCODE));
    }
  }

  private CreateReturn createExternal() {
    rt.expectValidateCallerAddr(rt.origin());
    return call(EamMethods.CREATE_EXTERNAL, Codecs.BYTES, INITCODE);
  }

  @Test
  void anEthAccountCreatesAtItsOwnAddressAndNonce() {
    rt.setCaller(CALLER, ActorType.ETH_ACCOUNT);
    rt.setOrigin(CALLER);
    EthAddress address = ContractAddresses.create(rt, CALLER_ETH, 12345);
    expectExec4(CALLER_ETH, address, exec4Returns(Address.ofId(111)));
    assertThat(createExternal().ethAddress()).isEqualTo(address);
    rt.setBalance(TokenAmount.ofAtto(5));
    expectExec4(CALLER_ETH, address, exec4Returns(Address.ofId(111)));
    rt.expectValidateCallerAddr(CALLER);
    Optional<IpldBlock> raw =
        rt.call(
            EamActor.METHODS,
            EamMethods.CREATE_EXTERNAL,
            Optional.of(new IpldBlock(Multicodec.RAW, INITCODE)));
    assertThat(raw).isPresent();
    rt.verify();
  }

  private Send pubkeyAddress() {
    return new Send(
        CALLER.address(),
        new MethodNum(2),
        Optional.empty(),
        TokenAmount.ZERO,
        OptionalLong.empty(),
        true);
  }

  @Test
  void anAccountCreatesAtAnAddressOfItsKey() {
    rt.setCaller(CALLER, ActorType.ACCOUNT);
    rt.setOrigin(CALLER);
    byte[] blsKey = new byte[48];
    Arrays.fill(blsKey, (byte) 0xaa);
    Address key = Address.ofBlsKey(blsKey);
    byte[] digest = Hash.KECCAK_256.digest(key.toBytes());
    EthAddress stable = new EthAddress(Arrays.copyOfRange(digest, 12, 32));
    EthAddress address = ContractAddresses.create(rt, stable, 12345);
    rt.expectSend(pubkeyAddress(), Returns.cbor(Address.CODEC, key));
    expectExec4(EthAddress.ofId(CALLER), address, exec4Returns(Address.ofId(111)));
    assertThat(createExternal().ethAddress()).isEqualTo(address);

    rt.expectSend(pubkeyAddress(), Returns.refused(ErrorNumber.LIMIT_EXCEEDED));
    expectAbort(ExitCode.USR_ASSERTION_FAILED, this::createExternal);
    rt.expectSend(
        pubkeyAddress(),
        Returns.exit(new ExitCode(99), Optional.of(new IpldBlock(0x51, new byte[1]))));
    assertThat(expectAbort(new ExitCode(99), this::createExternal).data()).isEmpty();
    rt.expectSend(pubkeyAddress(), Returns.nothing());
    expectAbort(ExitCode.USR_ASSERTION_FAILED, this::createExternal);
  }

  @Test
  void onlyTheOriginCreatesExternallyAndOnlyAsAnAccount() {
    expectAbort(ExitCode.USR_FORBIDDEN, this::createExternal);
    rt.reset();
    rt.setOrigin(CALLER);
    for (ActorType type : ActorType.values()) {
      if (type != ActorType.ACCOUNT && type != ActorType.ETH_ACCOUNT) {
        rt.setCaller(CALLER, type);
        expectAbort(ExitCode.USR_FORBIDDEN, this::createExternal);
      }
    }
  }

  @Test
  void isConstructedAtItsPlaceByTheSystem() {
    rt.setCaller(ActorId.SYSTEM, ActorType.SYSTEM);
    rt.expectValidateCallerAddr(ActorId.SYSTEM);
    assertThat(rt.call(EamActor.METHODS, MethodNum.CONSTRUCTOR)).isEmpty();
    rt.verify();
    rt.setReceiver(new ActorId(11));
    expectAbort(ExitCode.USR_FORBIDDEN, () -> rt.call(EamActor.METHODS, MethodNum.CONSTRUCTOR));
    rt.setReceiver(ActorId.EAM);
    rt.setCaller(CALLER, ActorType.EVM);
    rt.expectValidateCallerAddr(ActorId.SYSTEM);
    expectAbort(ExitCode.USR_FORBIDDEN, () -> rt.call(EamActor.METHODS, MethodNum.CONSTRUCTOR));
  }

  @Test
  void otherMethodsAndMalformedParametersAreRefused() {
    for (long method : new long[] {5, 1024, EvmMethods.INVOKE_CONTRACT.value()}) {
      expectAbort(
          ExitCode.USR_UNHANDLED_MESSAGE, () -> rt.call(EamActor.METHODS, new MethodNum(method)));
    }
    for (MethodNum method :
        new MethodNum[] {EamMethods.CREATE, EamMethods.CREATE2, EamMethods.CREATE_EXTERNAL}) {
      expectAbort(ExitCode.USR_ILLEGAL_ARGUMENT, () -> rt.call(EamActor.METHODS, method));
      expectAbort(
          ExitCode.USR_SERIALIZATION,
          () ->
              rt.call(
                  EamActor.METHODS,
                  method,
                  Optional.of(new IpldBlock(Multicodec.CBOR, new byte[] {1}))));
    }
  }
}
