package io.quotegate.codec.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.util.AsciiString;
import io.quotegate.text.ByteWriter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The layout of a WebSocket frame.
 *
 * <pre>
 *  0                1                2..
 *  +---+------------+---+------------+----------------------+-------------+---------
 *  |FIN|RSV| opcode |MSK| length     | longer length        | masking key | payload
 *  | 1 | 3 |   4    | 1 | 7 bits     | 0, 2 or 8 bytes      | 0 or 4 bytes|
 *  +---+------------+---+------------+----------------------+-------------+---------
 * </pre>
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6455#section-5.2">RFC 6455 §5.2</a>
 */
public final class WebSocketFrames {
    /** The version of the protocol, as the opening handshake says it (RFC 6455 §4.1). */
    public static final AsciiString VERSION = AsciiString.cached("13");

    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    /** Set on the last frame of a message; see {@link #header}. */
    public static final int FIN = 0x80;
    /** Set on the first frame of a compressed message (RFC 7692 §7.2.3). */
    public static final int COMPRESSED = 0x40;
    /** Longest payload of a ping, pong or close. */
    public static final int MAX_CONTROL_PAYLOAD = 125;
    /** Longest header, without a masking key. */
    public static final int MAX_HEADER = 10;

    static final int RSV_2_AND_3 = 0x30;
    static final int OPCODE_BITS = 0x0F;
    static final int MASKED = 0x80;
    static final int LENGTH_BITS = 0x7F;
    static final int TWO_BYTE_LENGTH = 126;
    static final int EIGHT_BYTE_LENGTH = 127;
    static final int KEY_BYTES = 4;

    private static final String ACCEPT_GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int MAX_SHORT = 0xFFFF;

    private WebSocketFrames() {}

    /** The value of {@code Sec-WebSocket-Accept} that answers {@code key} (RFC 6455 §4.2.2). */
    public static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + ACCEPT_GUID).getBytes(ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }

    /** Bytes the unmasked header of a payload of {@code length} bytes takes. */
    public static int headerLength(int length) {
        return length < TWO_BYTE_LENGTH ? 2 : length <= MAX_SHORT ? 4 : MAX_HEADER;
    }

    /** Bytes of the unmasked header that begins at {@code in[at]}. */
    public static int headerLength(byte[] in, int at) {
        return switch (in[at + 1] & LENGTH_BITS) {
            case TWO_BYTE_LENGTH -> headerLength(TWO_BYTE_LENGTH);
            case EIGHT_BYTE_LENGTH -> MAX_HEADER;
            default -> headerLength(0);
        };
    }

    /** Bytes of the unmasked frame that begins at the index {@code at} of {@code in}, which has all of it. */
    public static int length(ByteBuf in, int at) {
        int length = in.getByte(at + 1) & LENGTH_BITS;
        return switch (length) {
            case TWO_BYTE_LENGTH -> headerLength(TWO_BYTE_LENGTH) + in.getUnsignedShort(at + 2);
            case EIGHT_BYTE_LENGTH -> MAX_HEADER + (int) in.getLong(at + 2);
            default -> headerLength(0) + length;
        };
    }

    /** The opcode of the frame that begins at {@code in[at]}. */
    public static int opcode(byte[] in, int at) {
        return in[at] & OPCODE_BITS;
    }

    /** Appends an unmasked header; {@code firstByte} is the opcode with {@link #FIN} and {@link #COMPRESSED}. */
    public static void header(ByteWriter out, int firstByte, int length) {
        out.put(firstByte);
        if (length < TWO_BYTE_LENGTH) {
            out.put(length);
        } else if (length <= MAX_SHORT) {
            out.put(TWO_BYTE_LENGTH).put(length >>> 8).put(length);
        } else {
            out.put(EIGHT_BYTE_LENGTH).put(0).put(0).put(0).put(0);
            out.put(length >>> 24).put(length >>> 16).put(length >>> 8).put(length);
        }
    }

    /** Appends an unmasked header, see {@link #header(ByteWriter, int, int)}. */
    public static void header(ByteBuf out, int firstByte, int length) {
        lengthOf(out, firstByte, length, 0);
    }

    /** Appends a frame as a client sends it: masked with {@code key}. Changes {@code payload} in place. */
    public static void maskedFrame(ByteBuf out, int firstByte, byte[] payload, int length, int key) {
        lengthOf(out, firstByte, length, MASKED);
        out.writeInt(key);
        mask(payload, 0, length, key);
        out.writeBytes(payload, 0, length);
    }

    private static void lengthOf(ByteBuf out, int firstByte, int length, int masked) {
        out.writeByte(firstByte);
        if (length < TWO_BYTE_LENGTH) {
            out.writeByte(length | masked);
        } else if (length <= MAX_SHORT) {
            out.writeByte(TWO_BYTE_LENGTH | masked).writeShort(length);
        } else {
            out.writeByte(EIGHT_BYTE_LENGTH | masked).writeLong(length);
        }
    }

    /** The payload of a close frame; {@code reason} is ASCII of at most 123 characters. */
    public static byte[] closePayload(int code, String reason) {
        ByteWriter out = new ByteWriter(2 + reason.length());
        return out.put(code >>> 8).put(code).ascii(reason).toByteArray();
    }

    /** Applies {@code key}, turned so that its first byte meets {@code bytes[from]} (RFC 6455 §5.3). */
    static void mask(byte[] bytes, int from, int to, int key) {
        long wide = (long) key << 32 | Integer.toUnsignedLong(key);
        int at = from;
        for (; to - at >= Long.BYTES; at += Long.BYTES) {
            LONG.set(bytes, at, (long) LONG.get(bytes, at) ^ wide);
        }
        for (int shift = 24; at < to; at++, shift -= 8) {
            bytes[at] ^= (byte) (key >>> (shift & 31));
        }
    }

    /** Whether a peer may send {@code code} in a close frame (RFC 6455 §7.4 and the IANA registry). */
    static boolean isCloseCode(int code) {
        boolean defined = code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006;
        return defined || (code >= 3000 && code <= 4999);
    }
}
