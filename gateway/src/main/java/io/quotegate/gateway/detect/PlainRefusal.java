package io.quotegate.gateway.detect;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.gateway.session.DisconnectReason;

/**
 * What a client is told that speaks plain text where TLS is required, or TLS where there is none, in its own protocol and
 * with none of its handlers. Immutable: any thread.
 */
enum PlainRefusal {
    /** @see <a href="https://datatracker.ietf.org/doc/html/rfc2817#section-4.2">RFC 2817 §4.2, mandatory upgrade</a> */
    HTTP_1(http1()),
    /** @see <a href="https://datatracker.ietf.org/doc/html/rfc9113#section-7">RFC 9113 §7, INADEQUATE_SECURITY</a> */
    HTTP_2(new byte[] {
        0,
        0,
        0,
        4,
        0,
        0,
        0,
        0,
        0, // SETTINGS, empty
        0,
        0,
        8,
        7,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0xC // GOAWAY
    }),
    /** @see <a href="https://datatracker.ietf.org/doc/html/rfc8446#section-6.2">RFC 8446 §6.2, handshake_failure</a> */
    TLS(new byte[] {21, 3, 1, 0, 2, 2, 40}),
    FRAMES(frame(bye())),
    JSON((bye() + '\n').getBytes(US_ASCII));

    private final byte[] bytes;

    PlainRefusal(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The words; to be released. */
    ByteBuf words() {
        return Unpooled.wrappedBuffer(bytes);
    }

    private static String bye() {
        return "{\"event\":\"bye\",\"reason\":\"" + DisconnectReason.TLS_REQUIRED.wireName() + "\"}";
    }

    private static byte[] frame(String text) {
        byte[] payload = text.getBytes(US_ASCII);
        return Unpooled.buffer(Integer.BYTES + payload.length)
                .writeInt(payload.length)
                .writeBytes(payload)
                .array();
    }

    private static byte[] http1() {
        String body = "{\"type\":\"about:blank\",\"title\":\"Upgrade Required\",\"status\":426,\"code\":\""
                + DisconnectReason.TLS_REQUIRED.wireName()
                + "\",\"detail\":\"this port speaks TLS only: use https://\"}";
        return ("HTTP/1.1 426 Upgrade Required\r\nUpgrade: TLS/1.2, HTTP/1.1\r\nConnection: Upgrade, close\r\n"
                        + "Content-Type: application/problem+json\r\nContent-Length: " + body.length() + "\r\n\r\n"
                        + body)
                .getBytes(US_ASCII);
    }
}
