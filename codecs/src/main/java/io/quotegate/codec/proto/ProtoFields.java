package io.quotegate.codec.proto;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.codec.PairBytes;
import io.quotegate.market.Instruments;
import io.quotegate.text.ByteWriter;

/**
 * Single fields of Protobuf messages, without the objects of the generated classes. Stateless: any thread, each with its
 * own writer.
 *
 * @see <a href="https://protobuf.dev/programming-guides/encoding/">Protocol Buffers, Encoding</a>
 */
final class ProtoFields {
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;

    private ProtoFields() {}

    /** What messages about a pair on a venue begin with: both names, as fields 1 and 2. */
    static PairBytes openings(Instruments instruments) {
        return new PairBytes(instruments, (pair, venue) -> {
            ByteWriter out = new ByteWriter(64);
            string(out, 1, pair.symbol());
            string(out, 2, venue.wireName());
            return out.toByteArray();
        });
    }

    static void number(ByteWriter out, int field, long value) {
        out.put(field << 3 | VARINT);
        varint(out, value);
    }

    static void string(ByteWriter out, int field, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        out.put(field << 3 | LENGTH_DELIMITED);
        varint(out, bytes.length);
        out.put(bytes);
    }

    /** A message of its own, whose fields are what {@code content} holds. */
    static void message(ByteWriter out, int field, ByteWriter content) {
        varint(out, field << 3 | LENGTH_DELIMITED);
        varint(out, content.length());
        out.put(content.array(), 0, content.length());
    }

    /** A decimal string, which is always shorter than 128 bytes. */
    static void decimal(ByteWriter out, int field, long mantissa, int format) {
        int start = begin(out, field);
        out.decimal(mantissa, format);
        end(out, start);
    }

    /** Begins a field of fewer than 128 bytes and tells where they start, for {@link #end}. */
    static int begin(ByteWriter out, int field) {
        return out.put(field << 3 | LENGTH_DELIMITED).put(0).length();
    }

    static void end(ByteWriter out, int start) {
        out.array()[start - 1] = (byte) (out.length() - start);
    }

    private static void varint(ByteWriter out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.put((int) rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out.put((int) rest);
    }

    /** Behind the varint at {@code at} in {@code bytes}. */
    static int behindVarint(byte[] bytes, int at) {
        int end = at;
        while (bytes[end] < 0) {
            end++;
        }
        return end + 1;
    }
}
