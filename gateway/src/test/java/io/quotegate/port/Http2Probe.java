package io.quotegate.port;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.EmptyHttp2Headers;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.quotegate.testkit.RawSocket;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A blocking HTTP/2 client that sends what a test says, byte for byte, and reads frames one by one. */
final class Http2Probe implements AutoCloseable {
    private final RawSocket socket;
    private final DefaultHttp2HeadersDecoder heads = new DefaultHttp2HeadersDecoder(false);

    /** A frame that came. */
    record Frame(int type, int flags, int stream, byte[] payload, Http2Headers fields) {
        boolean isEndOfStream() {
            return (type == Http2Frames.DATA || type == Http2Frames.HEADERS) && (flags & Http2Frames.END_STREAM) != 0;
        }

        boolean isAck() {
            return (flags & Http2Frames.ACK) != 0;
        }

        /** The error code of RST_STREAM or GOAWAY. */
        int code() {
            return ByteBuffer.wrap(payload).getInt(type == Http2Frames.GOAWAY ? 4 : 0);
        }

        String text() {
            return new String(payload, UTF_8);
        }

        @Override
        public String toString() {
            return "type " + type + " flags " + flags + " stream " + stream + " '" + text() + '\'';
        }
    }

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

    Frame read() throws IOException {
        byte[] head = socket.readBytes(9);
        int length = (head[0] & 0xFF) << 16 | (head[1] & 0xFF) << 8 | head[2] & 0xFF;
        int stream = ByteBuffer.wrap(head).getInt(5);
        byte[] payload = socket.readBytes(length);
        Http2Headers fields = head[3] == Http2Frames.HEADERS ? decode(stream, payload) : EmptyHttp2Headers.INSTANCE;
        return new Frame(head[3], head[4] & 0xFF, stream, payload, fields);
    }

    /** Every head is decoded, for the table of fields that the next one may point to. */
    private Http2Headers decode(int stream, byte[] block) throws IOException {
        try {
            return heads.decodeHeaders(stream, Unpooled.wrappedBuffer(block));
        } catch (Http2Exception e) {
            throw new IOException(e);
        }
    }

    /** The next frame of {@code type}; others are skipped. */
    Frame read(int type) throws IOException {
        Frame frame = read();
        while (frame.type() != type) {
            frame = read();
        }
        return frame;
    }

    /** Waits until the gateway has dealt with all that was sent; the frames that came until then. */
    List<Frame> sync() throws IOException {
        send(new Http2Frames().ping("whereami"));
        List<Frame> before = new ArrayList<>();
        Frame frame = read();
        while (frame.type() != Http2Frames.PING || !frame.isAck()) {
            before.add(frame);
            frame = read();
        }
        return before;
    }

    /** Every frame until the gateway closes. */
    List<Frame> readToEnd() throws IOException {
        List<Frame> frames = new ArrayList<>();
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
            Frame frame = read();
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
