// SPDX-License-Identifier: Apache-2.0
package io.jfvm.cli;

import io.jfvm.encoding.CborReader;
import io.jfvm.encoding.DecodeException;
import io.jfvm.types.EthAddress;
import io.jfvm.types.Message;
import io.jfvm.types.Multicodec;
import java.util.Base64;
import java.util.HexFormat;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The fields of a message. */
@Command(
    name = "message",
    description = "Shows the fields of a message from its CBOR, signed or not.",
    mixinStandardHelpOptions = true)
final class InspectMessage implements Runnable {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "MESSAGE",
      description = "In hexadecimal, with or without 0x, or base 64.")
  private String text;

  @Override
  public void run() {
    byte[] bytes = bytes(text);
    Message message;
    boolean signed;
    try {
      signed = new CborReader(bytes).array() == 2;
      message = Message.CODEC.fromBytes(signed ? unsigned(bytes) : bytes);
    } catch (DecodeException e) {
      throw new CommandException("no message: " + e.getMessage(), e);
    }
    Table table =
        new Table()
            .row("cid", message.cid() + (signed ? "  (without its signature)" : ""))
            .row("from", message.from())
            .row("to", message.to());
    EthAddress.of(message.to())
        .filter(eth -> message.to().id().isEmpty())
        .ifPresent(eth -> table.row("to, ethereum", eth));
    table
        .row("nonce", Long.toUnsignedString(message.sequence()))
        .row("value", message.value())
        .row("method", message.method())
        .row("gas limit", Long.toUnsignedString(message.gasLimit()))
        .row("fee cap", message.gasFeeCap().atto() + " attoFIL a gas")
        .row("premium", message.gasPremium().atto() + " attoFIL a gas");
    if (message.version() != 0) {
      table.row("version", Long.toUnsignedString(message.version()));
    }
    if (message.params().length > 0) {
      table
          .row("parameters", "0x" + HexFormat.of().formatHex(message.params()))
          .row("  as CBOR", CborText.lenient(Multicodec.CBOR, message.params()));
    }
    table.print(spec.commandLine().getOut());
  }

  private static byte[] unsigned(byte[] bytes) throws DecodeException {
    CborReader in = new CborReader(bytes);
    in.tuple(2);
    return in.rawValue();
  }

  /** Hexadecimal if it can be that; such a text is hardly base 64. */
  private byte[] bytes(String text) {
    String hex = text.startsWith("0x") ? text.substring(2) : text;
    try {
      return hex.matches("([0-9a-fA-F]{2})+")
          ? HexFormat.of().parseHex(hex)
          : Base64.getDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "neither hexadecimal nor base 64: " + e.getMessage(), e);
    }
  }
}
