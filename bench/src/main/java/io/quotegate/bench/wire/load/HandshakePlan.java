package io.quotegate.bench.wire.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.quotegate.cli.wire.ClientFrames;
import io.quotegate.cli.wire.UpgradeReader;

/**
 * What a process of handshakes is to do.
 *
 * @param kind        of connections
 * @param question    that each asks
 * @param port        of the server, on 127.0.0.1
 * @param connections that are being made at a time; each is closed when it was answered, and another one begun
 * @param serverPid   whose CPU time is told
 */
public record HandshakePlan(Kind kind, Question question, int port, int connections, long serverPid) {
    /** What a connection begins with. */
    public enum Kind {
        /** Nothing: what the connection alone costs. */
        PLAIN,
        /** A handshake with all that belongs to it. */
        FULL,
        /** One with the ticket of an earlier connection. */
        RESUMED
    }

    /** What is asked, once, and how its answer begins. */
    public enum Question {
        /** A {@code ping} in a frame. */
        FRAME(framed("{\"op\":\"ping\"}"), ""),
        /** A quote over HTTP/1.1. */
        GET(HttpConnection.request("/v1/quotes/BTC-USDT"), "HTTP/1.1 200 "),
        /** A WebSocket (RFC 6455 section 4.1), for which the answer to the handshake is enough. */
        WEBSOCKET(UpgradeReader.request("127.0.0.1", "/BTC-USDT", ""), "HTTP/1.1 101 ");

        private final byte[] bytes;
        private final String answer;

        Question(byte[] bytes, String answer) {
            this.bytes = bytes;
            this.answer = answer;
        }

        /** The question, to be written. */
        ByteBuf bytes() {
            return Unpooled.wrappedBuffer(bytes);
        }

        /** Whether {@code first}, what came at first, answers it. */
        boolean isAnswer(ByteBuf first) {
            return first.toString(US_ASCII).startsWith(answer);
        }
    }

    private static byte[] framed(String text) {
        ByteBuf frame = ClientFrames.prefixed(text.getBytes(UTF_8));
        try {
            return ByteBufUtil.getBytes(frame);
        } finally {
            frame.release();
        }
    }
}
