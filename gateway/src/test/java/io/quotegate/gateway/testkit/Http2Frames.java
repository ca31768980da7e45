package io.quotegate.gateway.testkit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/** Puts HTTP/2 frames together byte by byte, right ones and wrong ones. Heads are literals without indexing. */
public final class Http2Frames {
    public static final int DATA = 0;
    public static final int HEADERS = 1;
    public static final int PRIORITY = 2;
    public static final int RST_STREAM = 3;
    public static final int SETTINGS = 4;
    public static final int PUSH_PROMISE = 5;
    public static final int PING = 6;
    public static final int GOAWAY = 7;
    public static final int WINDOW_UPDATE = 8;
    public static final int CONTINUATION = 9;

    public static final int END_STREAM = 1;
    public static final int ACK = 1;
    public static final int END_HEADERS = 4;
    public static final int PADDED = 8;
    public static final int WITH_PRIORITY = 0x20;

    public static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public byte[] bytes() {
        return out.toByteArray();
    }

    public Http2Frames raw(String hex) {
        out.writeBytes(hex(hex));
        return this;
    }

    public Http2Frames text(String text) {
        out.writeBytes(text.getBytes(US_ASCII));
        return this;
    }

    public static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    public Http2Frames frame(int type, int flags, int stream, byte[] payload) {
        return head(payload.length, type, flags, stream).put(payload);
    }

    public Http2Frames frame(int type, int flags, int stream, String hex) {
        return frame(type, flags, stream, hex(hex));
    }

    /** A frame's first nine bytes, whatever follows. */
    public Http2Frames head(int length, int type, int flags, int stream) {
        out.write(length >>> 16);
        out.write(length >>> 8);
        out.write(length);
        out.write(type);
        out.write(flags);
        return number(stream);
    }

    private Http2Frames number(int value) {
        out.write(value >>> 24);
        out.write(value >>> 16);
        out.write(value >>> 8);
        out.write(value);
        return this;
    }

    private Http2Frames put(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    /** The client's preface with settings of no value. */
    public Http2Frames preface() {
        return text(PREFACE).frame(SETTINGS, 0, 0, "");
    }

    public Http2Frames setting(int id, long value) {
        return head(6, SETTINGS, 0, 0).raw("%04x%08x".formatted(id, value));
    }

    public Http2Frames ping(String eightBytes) {
        return frame(PING, 0, 0, eightBytes.getBytes(US_ASCII));
    }

    public Http2Frames windowUpdate(int stream, int more) {
        return head(4, WINDOW_UPDATE, 0, stream).number(more);
    }

    public Http2Frames reset(int stream, int code) {
        return head(4, RST_STREAM, 0, stream).number(code);
    }

    public Http2Frames data(int stream, boolean end, String text) {
        return frame(DATA, end ? END_STREAM : 0, stream, text.getBytes(US_ASCII));
    }

    /** A head in one frame, of names and values in turn. */
    public Http2Frames headers(int stream, boolean end, String... fields) {
        return frame(HEADERS, END_HEADERS | (end ? END_STREAM : 0), stream, block(fields));
    }

    /** A head that asks for {@code path}. */
    public Http2Frames get(int stream, String path) {
        return headers(stream, true, request("GET", path));
    }

    public Http2Frames post(int stream, String path) {
        return headers(stream, false, request("POST", path));
    }

    public static String[] request(String method, String path, String... more) {
        String[] fields = new String[8 + more.length];
        String[] first = {":method", method, ":scheme", "http", ":path", path, ":authority", "localhost"};
        System.arraycopy(first, 0, fields, 0, first.length);
        System.arraycopy(more, 0, fields, first.length, more.length);
        return fields;
    }

    /** Names and values as literals without indexing (RFC 7541 §6.2.2). */
    public static byte[] block(String... fields) {
        Http2Frames block = new Http2Frames();
        for (int i = 0; i < fields.length; i += 2) {
            block.out.write(0);
            block.literal(fields[i]).literal(fields[i + 1]);
        }
        return block.bytes();
    }

    private Http2Frames literal(String text) {
        int length = text.length();
        if (length < 127) {
            out.write(length);
        } else {
            out.write(127);
            int rest = length - 127;
            for (; rest >= 128; rest >>>= 7) {
                out.write(rest & 127 | 128);
            }
            out.write(rest);
        }
        return text(text);
    }
}
