package io.quotegate.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.gateway.testkit.Http2Frame;
import io.quotegate.gateway.testkit.Http2Frames;
import io.quotegate.testkit.WebSocketProbe;
import io.quotegate.testkit.WebSocketProbe.Frame;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** WebSocket on one stream of an {@link Http2Probe}, unmasked frames in and masked frames out (RFC 8441). */
final class Http2WebSocket {
    private final Http2Probe probe;
    private final int stream;
    private final DataInput in = new DataInputStream(new Content());
    private ByteBuffer unread = ByteBuffer.allocate(0);
    private boolean ended;

    /** Sends the opening and asserts that it is granted. */
    Http2WebSocket(Http2Probe probe, int stream, String path, String... fields) throws IOException {
        this.probe = probe;
        this.stream = stream;
        probe.send(opening(stream, path, fields));
        Http2Frame head = probe.read(Http2Frames.HEADERS);
        assertThat(head.fields().status()).hasToString("200");
        assertThat(head.isEndOfStream()).isFalse();
    }

    static Http2Frames opening(int stream, String path, String... fields) {
        String[] first = {
            ":method", "CONNECT", ":protocol", "websocket", ":scheme", "http", ":path", path, ":authority", "localhost"
        };
        String[] all = new String[first.length + 2 + fields.length];
        System.arraycopy(first, 0, all, 0, first.length);
        all[first.length] = "sec-websocket-version";
        all[first.length + 1] = "13";
        System.arraycopy(fields, 0, all, first.length + 2, fields.length);
        return new Http2Frames().headers(stream, false, all);
    }

    Http2WebSocket text(String text) throws IOException {
        return frame(WebSocketProbe.TEXT, text.getBytes(UTF_8));
    }

    Http2WebSocket frame(int opcode, byte[] payload) throws IOException {
        probe.send(new Http2Frames().frame(Http2Frames.DATA, 0, stream, WebSocketProbe.encode(0x80 | opcode, payload)));
        return this;
    }

    /** The next frame, whatever it is. */
    Frame readFrame() throws IOException {
        return Frame.read(in);
    }

    /** The payload of the next frame, which must have {@code opcode}. */
    byte[] read(int opcode) throws IOException {
        Frame frame = readFrame();
        assertThat(frame.opcode()).isEqualTo(opcode);
        return frame.payload();
    }

    String readText() throws IOException {
        return new String(read(WebSocketProbe.TEXT), UTF_8);
    }

    /** The code of the close frame, after which the stream ends. */
    int readClose() throws IOException {
        byte[] payload = read(WebSocketProbe.CLOSE);
        while (!ended) {
            more();
        }
        return payload.length == 0 ? 0 : ByteBuffer.wrap(payload).getShort();
    }

    private void more() throws IOException {
        Http2Frame frame = probe.read();
        if (frame.stream() == stream && frame.type() != Http2Frames.WINDOW_UPDATE) {
            assertThat(frame.type()).isEqualTo(Http2Frames.DATA);
            int length = frame.payload().length;
            ended |= frame.isEndOfStream();
            unread = ByteBuffer.allocate(unread.remaining() + length)
                    .put(unread)
                    .put(frame.payload())
                    .flip();
            if (length > 0) {
                probe.send(new Http2Frames().windowUpdate(0, length).windowUpdate(stream, length));
            }
        }
    }

    /** What the stream's DATA frames hold. */
    @SuppressWarnings("InputStreamSlowMultibyteRead") // a few bytes of a test
    private final class Content extends InputStream {
        @Override
        public int read() throws IOException {
            while (!unread.hasRemaining()) {
                if (ended) {
                    return -1;
                }
                more();
            }
            return unread.get() & 0xFF;
        }
    }
}
