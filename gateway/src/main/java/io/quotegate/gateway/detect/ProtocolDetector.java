package io.quotegate.gateway.detect;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;

/**
 * Tells which protocol a client speaks from the first bytes it sends, without consuming any.
 *
 * <p>The first byte nearly settles it: a TLS record opens with 22 and 3 (RFC 8446 §5.1), one of our frames with 0 (the
 * high byte of a length below 2^24), bare JSON with a brace, HTTP with an upper-case letter. Only {@code P} needs more:
 * {@code PRI} opens the HTTP/2 preface (RFC 9113 §3.4) and {@code PROXY} the header of a proxy (HAProxy PROXY protocol,
 * §2.1). White space may precede JSON and HTTP/1.1; that of a PROXY v2 header (§2.2) is CR LF CR LF and then 0.
 */
final class ProtocolDetector {
    private static final byte[] HTTP_2_OPENING = "PRI * HTTP/2.0".getBytes(US_ASCII);
    private static final byte[] PROXY_V1_OPENING = "PROXY ".getBytes(US_ASCII);
    private static final byte[] PROXY_V2_SPACE = "\r\n\r\n".getBytes(US_ASCII);
    private static final int MAX_WHITE_SPACE = 64;
    private static final int TLS_HANDSHAKE = 22;
    private static final int TLS_MAJOR_VERSION = 3;

    private ProtocolDetector() {}

    static Detection detect(ByteBuf in) {
        int start = in.readerIndex();
        int end = in.writerIndex();
        int at = start;
        while (at < end && isWhiteSpace(in.getByte(at))) {
            at++;
        }
        int space = at - start;
        if (space > MAX_WHITE_SPACE) {
            return Detection.UNRECOGNISED;
        }
        if (at == end) {
            return Detection.NEED_MORE_BYTES;
        }
        return space == 0 ? detectFirst(in, start, end) : detectAfterSpace(in, start, at);
    }

    private static Detection detectFirst(ByteBuf in, int start, int end) {
        int first = in.getUnsignedByte(start);
        if (first == TLS_HANDSHAKE) {
            if (end - start < 2) {
                return Detection.NEED_MORE_BYTES;
            }
            return in.getUnsignedByte(start + 1) == TLS_MAJOR_VERSION ? Detection.TLS : Detection.UNRECOGNISED;
        }
        if (first == 0) {
            return Detection.FRAMES;
        }
        if (first == '{') {
            return Detection.JSON;
        }
        return isUpperCase(first) ? detectHttp(in, start, end) : Detection.UNRECOGNISED;
    }

    private static Detection detectAfterSpace(ByteBuf in, int start, int at) {
        int first = in.getUnsignedByte(at);
        if (first == '{') {
            return Detection.JSON;
        }
        if (isUpperCase(first)) {
            return Detection.HTTP_1;
        }
        boolean proxy = first == 0
                && at - start == PROXY_V2_SPACE.length
                && matches(in, start, at, PROXY_V2_SPACE) == PROXY_V2_SPACE.length;
        return proxy ? Detection.PROXY_V2 : Detection.UNRECOGNISED;
    }

    private static Detection detectHttp(ByteBuf in, int start, int end) {
        int available = end - start;
        int http2 = matches(in, start, end, HTTP_2_OPENING);
        int proxy = matches(in, start, end, PROXY_V1_OPENING);
        if (http2 == HTTP_2_OPENING.length) {
            return Detection.HTTP_2;
        }
        if (proxy == PROXY_V1_OPENING.length) {
            return Detection.PROXY_V1;
        }
        return http2 == available || proxy == available ? Detection.NEED_MORE_BYTES : Detection.HTTP_1;
    }

    /** How many bytes agree with {@code opening} before the first that does not, or the end. */
    private static int matches(ByteBuf in, int start, int end, byte[] opening) {
        int length = Math.min(end - start, opening.length);
        for (int i = 0; i < length; i++) {
            if (in.getByte(start + i) != opening[i]) {
                return i;
            }
        }
        return length;
    }

    private static boolean isWhiteSpace(byte next) {
        return next == ' ' || next == '\t' || next == '\r' || next == '\n';
    }

    private static boolean isUpperCase(int next) {
        return next >= 'A' && next <= 'Z';
    }
}
