// SPDX-License-Identifier: Apache-2.0
package io.jfvm.embed;

import io.jfvm.encoding.Codecs;
import io.jfvm.encoding.DecodeException;
import io.jfvm.evm.eam.CreateReturn;
import io.jfvm.evm.eam.EamMethods;
import io.jfvm.evm.system.EvmMethods;
import io.jfvm.types.ActorId;
import io.jfvm.types.EthAddress;
import io.jfvm.types.Message;
import io.jfvm.types.MethodNum;
import io.jfvm.types.Receipt;

/** How Ethereum's transactions look as Filecoin messages, and their results as receipts. */
public final class Fevm {
  /** The EVM actor's method that runs a contract. */
  public static final MethodNum INVOKE_CONTRACT = EvmMethods.INVOKE_CONTRACT;

  /** The EVM actor's method that runs foreign code for a contract: DELEGATECALL. */
  public static final MethodNum INVOKE_CONTRACT_DELEGATE = EvmMethods.INVOKE_CONTRACT_DELEGATE;

  /** The address manager's method for contracts deployed by accounts. */
  public static final MethodNum CREATE_EXTERNAL = EamMethods.CREATE_EXTERNAL;

  private Fevm() {}

  /** Makes the message deploy a contract; value goes to the constructor. */
  public static Message.Builder deploy(Message.Builder message, byte[] initcode) {
    return message
        .to(ActorId.EAM.address())
        .method(CREATE_EXTERNAL)
        .params(Codecs.BYTES.toBytes(initcode));
  }

  /** Makes the message call a contract. No calldata means no parameters at all. */
  public static Message.Builder call(
      Message.Builder message, EthAddress contract, byte[] calldata) {
    return message
        .to(contract.address())
        .method(INVOKE_CONTRACT)
        .params(calldata.length == 0 ? calldata : Codecs.BYTES.toBytes(calldata));
  }

  /**
   * The address of a contract just deployed.
   *
   * @throws DecodeException if the receipt is not that of a successful deployment
   */
  public static EthAddress deployed(Receipt receipt) throws DecodeException {
    return CreateReturn.CODEC.fromBytes(receipt.returnData()).ethAddress();
  }

  /** What a contract returned, or reverted with; empty if nothing. */
  public static byte[] output(Receipt receipt) throws DecodeException {
    byte[] data = receipt.returnData();
    return data.length == 0 ? data : Codecs.BYTES.fromBytes(data);
  }
}
