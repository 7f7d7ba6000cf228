// SPDX-License-Identifier: Apache-2.0
package io.jfvm.benchmarks;

import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.fasterxml.jackson.dataformat.cbor.CBORGenerator;
import com.fasterxml.jackson.dataformat.cbor.CBORParser;
import io.jfvm.encoding.DecodeException;
import io.jfvm.types.Address;
import io.jfvm.types.Message;
import io.jfvm.types.MethodNum;
import io.jfvm.types.TokenAmount;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Messages and nodes by Jackson's streaming reader and writer, the fastest it has. */
final class JacksonCbor {
  private static final int MESSAGE_FIELDS = 10;

  private final CBORFactory factory = new CBORFactory();

  Message decodeMessage(byte[] block) throws IOException, DecodeException {
    try (CBORParser in = factory.createParser(block)) {
      in.nextToken();
      return new Message(
          number(in),
          Address.decode(bytes(in)),
          Address.decode(bytes(in)),
          number(in),
          amount(in),
          number(in),
          amount(in),
          amount(in),
          new MethodNum(number(in)),
          bytes(in));
    }
  }

  byte[] encodeMessage(Message message) throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    try (CBORGenerator out = factory.createGenerator(block)) {
      out.writeStartArray(message, MESSAGE_FIELDS);
      out.writeNumber(message.version());
      out.writeBinary(message.to().toBytes());
      out.writeBinary(message.from().toBytes());
      out.writeNumber(message.sequence());
      out.writeBinary(signed(message.value()));
      out.writeNumber(message.gasLimit());
      out.writeBinary(signed(message.gasFeeCap()));
      out.writeBinary(signed(message.gasPremium()));
      out.writeNumber(message.method().value());
      out.writeBinary(message.params());
      out.writeEndArray();
    }
    return block.toByteArray();
  }

  BucketNode decodeNode(byte[] block) throws IOException {
    try (CBORParser in = factory.createParser(block)) {
      in.nextToken();
      byte[] bitmap = bytes(in);
      List<List<BucketNode.Entry>> buckets = new ArrayList<>();
      in.nextToken();
      while (in.nextToken() == JsonToken.START_ARRAY) {
        List<BucketNode.Entry> bucket = new ArrayList<>();
        while (in.nextToken() == JsonToken.START_ARRAY) {
          bucket.add(new BucketNode.Entry(bytes(in), number(in)));
          in.nextToken();
        }
        buckets.add(bucket);
      }
      return new BucketNode(bitmap, buckets);
    }
  }

  byte[] encodeNode(BucketNode node) throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    try (CBORGenerator out = factory.createGenerator(block)) {
      out.writeStartArray(node, 2);
      out.writeBinary(node.bitmap());
      out.writeStartArray(node, node.buckets().size());
      for (List<BucketNode.Entry> bucket : node.buckets()) {
        out.writeStartArray(bucket, bucket.size());
        for (BucketNode.Entry entry : bucket) {
          out.writeStartArray(entry, 2);
          out.writeBinary(entry.key());
          out.writeNumber(entry.value());
          out.writeEndArray();
        }
        out.writeEndArray();
      }
      out.writeEndArray();
      out.writeEndArray();
    }
    return block.toByteArray();
  }

  private static long number(CBORParser in) throws IOException {
    in.nextToken();
    return in.getLongValue();
  }

  private static byte[] bytes(CBORParser in) throws IOException {
    in.nextToken();
    return in.getBinaryValue();
  }

  /** Amounts not negative only. */
  private static TokenAmount amount(CBORParser in) throws IOException {
    return new TokenAmount(new BigInteger(bytes(in)));
  }

  /** A sign byte and the magnitude, as numbers of a leading bit 0 have it; nothing for zero. */
  private static byte[] signed(TokenAmount amount) {
    byte[] magnitude = amount.atto().toByteArray();
    if (amount.isZero() || magnitude[0] == 0) {
      return amount.isZero() ? new byte[0] : magnitude;
    }
    byte[] signed = new byte[magnitude.length + 1];
    System.arraycopy(magnitude, 0, signed, 1, magnitude.length);
    return signed;
  }
}
