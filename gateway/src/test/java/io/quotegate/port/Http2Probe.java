package io.quotegate.port;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http2.Http2Headers;
import io.quotegate.gateway.testkit.Http2Frame;
import io.quotegate.gateway.testkit.Http2Frames;
import io.quotegate.testkit.RawSocket;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/** A blocking HTTP/2 client that sends what a test says, byte for byte, and reads frames one by one. */
final class Http2Probe implements AutoCloseable {
    private final RawSocket socket;
    private final Http2Frame.Reader reader;

    /** A whole answer. */
    record Answer(Http2Headers head, byte[] body, Http2Headers trailers) {
        String status() {
            return String.valueOf(head.status());
        }

        String text() {
            return new String(body, UTF_8);
        }
    }

    /** Connects and says nothing. */
    Http2Probe(InetSocketAddress address) throws IOException {
        socket = new RawSocket(address);
        reader = new Http2Frame.Reader(socket::readBytes);
    }

    /** Connects and sends the preface. */
    static Http2Probe open(InetSocketAddress address) throws IOException {
        Http2Probe probe = new Http2Probe(address);
        probe.send(new Http2Frames().preface());
        return probe;
    }

    RawSocket socket() {
        return socket;
    }

    Http2Probe send(Http2Frames frames) throws IOException {
        socket.send(frames.bytes());
        return this;
    }

    Http2Frame read() throws IOException {
        return reader.next();
    }

    /** The next frame of {@code type}; others are skipped. */
    Http2Frame read(int type) throws IOException {
        Http2Frame frame = read();
        while (frame.type() != type) {
            frame = read();
        }
        return frame;
    }

    /** Waits until the gateway has dealt with all that was sent; the frames that came until then. */
    List<Http2Frame> sync() throws IOException {
        send(new Http2Frames().ping("whereami"));
        List<Http2Frame> before = new ArrayList<>();
        Http2Frame frame = read();
        while (frame.type() != Http2Frames.PING || !frame.isAck()) {
            before.add(frame);
            frame = read();
        }
        return before;
    }

    /** Every frame until the gateway closes. */
    List<Http2Frame> readToEnd() throws IOException {
        List<Http2Frame> frames = new ArrayList<>();
        try {
            while (true) {
                frames.add(read());
            }
        } catch (EOFException | SocketException e) {
            return frames;
        }
    }

    /** The answer on {@code stream}; frames of others are skipped. */
    Answer answer(int stream) throws IOException {
        Http2Headers head = null;
        Http2Headers trailers = null;
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            Http2Frame frame = read();
            if (frame.stream() != stream || frame.type() == Http2Frames.WINDOW_UPDATE) {
                continue;
            }
            if (frame.type() == Http2Frames.RST_STREAM || frame.type() == Http2Frames.GOAWAY) {
                throw new IOException("instead of an answer: " + frame);
            }
            if (frame.type() == Http2Frames.DATA) {
                body.write(frame.payload());
            } else if (head == null) {
                head = frame.fields();
            } else if (frame.type() == Http2Frames.HEADERS) {
                trailers = frame.fields();
            }
            if (frame.isEndOfStream() && head != null) {
                return new Answer(head, body.toByteArray(), trailers == null ? head : trailers);
            }
        }
    }

    /** The answer to a request without a body. */
    Answer get(int stream, String path) throws IOException {
        return send(new Http2Frames().get(stream, path)).answer(stream);
    }

    static byte[] ascii(String text) {
        return text.getBytes(US_ASCII);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
