package io.quotegate.text;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.quotegate.market.Decimal;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;

/**
 * Bytes written one after another into an array that grows. Plain array writes, because they are what the JIT compiles
 * best; the finished bytes are copied once to where they are sent from. Confined to its owner's thread.
 */
public final class ByteWriter {
    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
    private static final byte[] LONG_MIN = Long.toString(Long.MIN_VALUE).getBytes(US_ASCII);
    private static final int LONGEST_LONG = 20;
    private static final int LONGEST_CHAR = 6; // \\u001f

    private byte[] bytes;
    private int length;

    public ByteWriter(int initialCapacity) {
        bytes = new byte[initialCapacity];
    }

    /** Forgets what was written. */
    public ByteWriter clear() {
        length = 0;
        return this;
    }

    /** Forgets what was written from {@code newLength} on. */
    public ByteWriter truncate(int newLength) {
        length = newLength;
        return this;
    }

    /** What was written, from 0 to {@link #length()}. The next write may move it. */
    public byte[] array() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** Appends everything written to {@code out}. */
    public void copyTo(ByteBuf out) {
        out.writeBytes(bytes, 0, length);
    }

    public ByteWriter put(int value) {
        require(1);
        bytes[length++] = (byte) value;
        return this;
    }

    public ByteWriter put(byte[] source) {
        return put(source, 0, source.length);
    }

    public ByteWriter put(byte[] source, int from, int count) {
        require(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
        return this;
    }

    /** Appends {@code count} bytes that the caller is to set in {@link #array()}, and tells where they begin. */
    public int skip(int count) {
        require(count);
        length += count;
        return length - count;
    }

    /** Appends the characters of {@code text}, which are ASCII: never what came from a client. */
    public ByteWriter ascii(String text) {
        int count = text.length();
        require(count);
        for (int i = 0; i < count; i++) {
            assert text.charAt(i) < 0x80 : text; // by tests alone, for this is hot
            bytes[length + i] = (byte) text.charAt(i);
        }
        length += count;
        return this;
    }

    /** Appends the characters of {@code text} in UTF-8. */
    public ByteWriter utf8(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            require(LONGEST_CHAR);
            if (c < 0x80) {
                bytes[length++] = (byte) c;
            } else {
                i += beyondAscii(text, i);
            }
        }
        return this;
    }

    /** Appends {@code value} in decimal digits. */
    public ByteWriter number(long value) {
        require(LONGEST_LONG);
        if (value == Long.MIN_VALUE) {
            return put(LONG_MIN);
        }
        long rest = value;
        if (rest < 0) {
            bytes[length++] = '-';
            rest = -rest;
        }
        int digits = Decimal.digitCount(rest);
        for (int i = length + digits - 1; i >= length; i--) {
            long tenth = rest / 10;
            bytes[i] = (byte) ('0' + (rest - tenth * 10));
            rest = tenth;
        }
        length += digits;
        return this;
    }

    /** Appends the digits of a decimal that is not absent. */
    public ByteWriter decimal(long mantissa, int format) {
        require(Decimal.MAX_LENGTH + 2);
        length = Decimal.write(mantissa, format, bytes, length);
        return this;
    }

    /** Appends the digits of {@code value}, which is not absent. */
    public ByteWriter decimal(Decimal value) {
        return decimal(value.mantissa(), value.format());
    }

    /** Appends {@code text} as a JSON string in UTF-8, quoted and escaped (RFC 8259 §7). */
    public ByteWriter jsonString(String text) {
        put('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            require(LONGEST_CHAR);
            if (c == '"' || c == '\\') {
                bytes[length++] = '\\';
                bytes[length++] = (byte) c;
            } else if (c < ' ') {
                controlCharacter(c);
            } else if (c < 0x80) {
                bytes[length++] = (byte) c;
            } else {
                i += beyondAscii(text, i);
            }
        }
        return put('"');
    }

    private void controlCharacter(char c) {
        bytes[length++] = '\\';
        switch (c) {
            case '\n' -> bytes[length++] = 'n';
            case '\r' -> bytes[length++] = 'r';
            case '\t' -> bytes[length++] = 't';
            default -> {
                bytes[length++] = 'u';
                bytes[length++] = '0';
                bytes[length++] = '0';
                bytes[length++] = HEX[c >> 4];
                bytes[length++] = HEX[c & 15];
            }
        }
    }

    /** Appends the character at {@code i} in UTF-8 and returns how many further chars it took. */
    private int beyondAscii(String text, int i) {
        char c = text.charAt(i);
        if (c < 0x800) {
            bytes[length++] = (byte) (0xC0 | c >> 6);
            bytes[length++] = (byte) (0x80 | c & 0x3F);
            return 0;
        }
        boolean pair =
                Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1));
        if (pair) {
            int point = Character.toCodePoint(c, text.charAt(i + 1));
            bytes[length++] = (byte) (0xF0 | point >> 18);
            bytes[length++] = (byte) (0x80 | point >> 12 & 0x3F);
            bytes[length++] = (byte) (0x80 | point >> 6 & 0x3F);
            bytes[length++] = (byte) (0x80 | point & 0x3F);
            return 1;
        }
        int point = Character.isSurrogate(c) ? 0xFFFD : c; // half a pair has no UTF-8: the replacement character
        bytes[length++] = (byte) (0xE0 | point >> 12);
        bytes[length++] = (byte) (0x80 | point >> 6 & 0x3F);
        bytes[length++] = (byte) (0x80 | point & 0x3F);
        return 0;
    }

    /** Appends what {@code source} holds in Base64, with padding (RFC 4648 §4). */
    public ByteWriter base64(ByteWriter source) {
        return put(Base64.getEncoder()
                .encode(ByteBuffer.wrap(source.bytes, 0, source.length))
                .array());
    }

    private void require(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, java.nio.charset.StandardCharsets.UTF_8);
    }
}
