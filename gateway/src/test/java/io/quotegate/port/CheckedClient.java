package io.quotegate.port;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.codec.proto.v1.ClientFrame;
import io.quotegate.codec.proto.v1.Mode;
import io.quotegate.codec.proto.v1.Quote;
import io.quotegate.codec.proto.v1.StreamQuotesRequest;
import io.quotegate.codec.proto.v1.Subscribe;
import io.quotegate.gateway.testkit.Http2Frame;
import io.quotegate.gateway.testkit.Http2Frames;
import io.quotegate.testkit.RawSocket;
import io.quotegate.testkit.WebSocketProbe;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A client over one of the ways there are, which checks all that comes, on a thread of its own. Any thread. */
final class CheckedClient implements Runnable, AutoCloseable {
    private static final int WINDOW = 1 << 30;
    private static final long BETWEEN_FILES_NS = 10_000_000;

    private final Way way;
    private final Mode mode;
    private final byte[] file;
    private final Http2Probe probe;
    private final RawSocket socket;
    private final Told told;
    private final Session session;

    private volatile boolean closed;

    /** How it comes, and what it wants. */
    enum Way {
        FRAMES,
        FRAMES_PROTO,
        BARE_JSON,
        WEB_SOCKET,
        WEB_SOCKET_DEFLATED,
        WEB_SOCKET_PROTO,
        WEB_SOCKET_ON_HTTP2,
        EVENTS,
        EVENTS_ON_HTTP2,
        GRPC_WEB,
        /** A file over HTTP/1.1, again and again. */
        FILE
    }

    /** What goes on once it has begun. */
    private interface Session {
        /** Waits for what comes next, and takes it. */
        void read() throws IOException;
    }

    /** @param file what {@code /files/checked} holds */
    CheckedClient(InetSocketAddress address, Way way, Mode mode, byte[] file) throws IOException {
        this.way = way;
        this.mode = mode;
        this.file = file;
        told = new Told(mode == Mode.MODE_ALL);
        probe = new Http2Probe(address);
        socket = probe.socket();
        session = begin();
        Thread reader = new Thread(this, toString());
        reader.setDaemon(true);
        reader.start();
    }

    private String modeName() {
        return mode == Mode.MODE_ALL ? "all" : "latest";
    }

    private String subscription() {
        return "{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"],\"mode\":\"" + modeName() + "\"}";
    }

    private byte[] protoSubscription() {
        Subscribe subscribe = Subscribe.newBuilder()
                .setChannel("quotes")
                .addPairs("*")
                .setMode(mode)
                .build();
        return ClientFrame.newBuilder().setSubscribe(subscribe).build().toByteArray();
    }

    private Session begin() throws IOException {
        return switch (way) {
            case FRAMES -> {
                socket.sendFrame(subscription());
                yield () -> told.json(socket.readFrame());
            }
            case FRAMES_PROTO -> {
                socket.sendFrame(protoSubscription());
                yield () -> told.proto(socket.readFrameBytes());
            }
            case BARE_JSON -> {
                socket.send(subscription());
                yield () -> told.json(socket.readLine());
            }
            case WEB_SOCKET -> webSocket();
            case WEB_SOCKET_DEFLATED -> webSocket("Sec-WebSocket-Extensions: permessage-deflate");
            case WEB_SOCKET_PROTO -> webSocket("Sec-WebSocket-Protocol: quotegate.v1.protobuf");
            case WEB_SOCKET_ON_HTTP2 -> {
                Http2WebSocket open = new Http2WebSocket(preface(), 1, "/v1/stream").text(subscription());
                probe.send(new Http2Frames().windowUpdate(1, WINDOW));
                yield () -> take(open.readFrame());
            }
            case EVENTS -> {
                socket.send("GET /v1/stream?mode=" + modeName() + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
                Events events = new Events();
                yield whenGiven(socket.readUntil("\r\n\r\n"), () -> events.take(socket.readUntil("\n\n")));
            }
            case EVENTS_ON_HTTP2 -> {
                preface()
                        .send(new Http2Frames()
                                .get(1, "/v1/stream?mode=" + modeName())
                                .windowUpdate(1, WINDOW));
                Events events = new Events();
                yield () -> takeData(events);
            }
            case GRPC_WEB -> grpcWeb();
            case FILE -> this::download;
        };
    }

    private Http2Probe preface() throws IOException {
        return probe.send(new Http2Frames().preface().windowUpdate(0, WINDOW));
    }

    private Session webSocket(String... fields) throws IOException {
        WebSocketProbe open = new WebSocketProbe(socket);
        String head = open.ask("/v1/stream", fields).readHead();
        if (way == Way.WEB_SOCKET_PROTO) {
            open.binary(protoSubscription());
        } else {
            open.text(subscription());
        }
        return whenGiven(head, () -> take(open.read()));
    }

    /** What goes on after an answer with {@code head}; of one that is an error, nothing does. */
    private Session whenGiven(String head, Session given) {
        if (head.startsWith("HTTP/1.1 200 ") || head.startsWith("HTTP/1.1 101 ")) {
            return given;
        }
        return () -> {
            told.over(head.startsWith("HTTP/1.1 500 ") ? "internal_error" : head);
            throw new EOFException("not given");
        };
    }

    private void take(WebSocketProbe.Frame frame) throws IOException {
        switch (frame.opcode()) {
            case WebSocketProbe.TEXT -> told.json(frame.text());
            case WebSocketProbe.BINARY -> told.proto(frame.payload());
            case WebSocketProbe.CLOSE -> told.over(new String(frame.payload(), 2, frame.payload().length - 2, UTF_8));
            default -> {
                // A ping, which need not be answered while more is sent than that.
            }
        }
    }

    /** Takes what comes next of the body of stream 1. */
    private void takeData(Events events) throws IOException {
        Http2Frame frame = probe.read();
        if (frame.type() == Http2Frames.HEADERS
                && "500".contentEquals(frame.fields().status())) {
            told.over("internal_error");
        }
        if (frame.type() == Http2Frames.DATA) {
            events.take(new String(frame.payload(), ISO_8859_1));
        }
        if (frame.type() == Http2Frames.RST_STREAM || frame.isEndOfStream()) {
            throw new EOFException("ended");
        }
    }

    /** Server-Sent Events, however they are cut. */
    private final class Events {
        private final StringBuilder text = new StringBuilder();

        void take(String more) {
            text.append(more);
            for (int end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
                String event = text.substring(0, end);
                text.delete(0, end + 2);
                if (event.startsWith("event: bye")) {
                    told.over(event.substring(event.indexOf("data: ") + "data: ".length()));
                } else {
                    told.json(event);
                }
            }
        }
    }

    private Session grpcWeb() throws IOException {
        byte[] body =
                WebBody.framed(StreamQuotesRequest.newBuilder().setMode(mode).build());
        socket.send("POST /quotegate.v1.QuoteService/StreamQuotes HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: application/grpc-web\r\nContent-Length: " + body.length + "\r\n\r\n");
        return whenGiven(socket.send(body).readUntil("\r\n\r\n"), () -> {
            ByteBuffer head = ByteBuffer.wrap(socket.readBytes(5));
            byte flags = head.get();
            byte[] message = socket.readBytes(head.getInt());
            if (flags == 0) {
                told.quote(Quote.parseFrom(message));
            } else {
                told.over(new String(message, US_ASCII).replaceAll("(?s).*grpc-message: ([a-z_]+)\r\n.*", "$1"));
            }
        });
    }

    private void download() throws IOException {
        socket.send("GET /v1/files/checked HTTP/1.1\r\nHost: localhost\r\n\r\n");
        String head = socket.readUntil("\r\n\r\n");
        whenGiven(head, () -> {
                    if (!Arrays.equals(socket.readBytes(file.length), file)) {
                        told.wrong("another file");
                    }
                    told.more();
                    LockSupport.parkNanos(BETWEEN_FILES_NS); // leave the loop to the others
                })
                .read();
    }

    @Override
    public void run() {
        try {
            while (true) {
                session.read();
            }
        } catch (IOException | RuntimeException | AssertionError e) {
            closed = true;
        }
    }

    Way way() {
        return way;
    }

    Mode mode() {
        return mode;
    }

    Told told() {
        return told;
    }

    /** Whether nothing more comes. */
    boolean isClosed() {
        return closed;
    }

    /** What is wrong with what came; null for nothing. */
    @Nullable
    String wrong() {
        return told.wrong();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    @Override
    public String toString() {
        return way + " " + mode;
    }
}
