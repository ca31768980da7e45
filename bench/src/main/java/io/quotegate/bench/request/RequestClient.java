package io.quotegate.bench.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.codec.proto.v1.ClientFrame;
import io.quotegate.codec.proto.v1.QuoteRequest;
import io.quotegate.testkit.RawSocket;
import io.quotegate.testkit.WebSocketProbe;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A blocking client that sends the same bytes again and again and reads one answer each. */
final class RequestClient implements AutoCloseable {
    private static final String OPERATION = "{\"op\":\"quote\",\"pair\":\"BTC-USDT\"}";
    private static final byte[] PROTOBUF = ClientFrame.newBuilder()
            .setQuote(QuoteRequest.newBuilder().setPair("BTC-USDT"))
            .build()
            .toByteArray();
    private static final byte[] GET = "GET /v1/quotes/BTC-USDT HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8);
    private static final Pattern CONTENT_LENGTH = Pattern.compile("content-length: *([0-9]+)");

    private final RawSocket socket;
    private final Exchange exchange;

    /** Sends a request, reads its whole answer and tells how long that was. */
    private interface Exchange {
        int perform() throws IOException;
    }

    private RequestClient(RawSocket socket, Exchange exchange) {
        this.socket = socket;
        this.exchange = exchange;
    }

    /** A client of {@code protocol}, one of {@link RequestBenchmark}'s. */
    static RequestClient open(String protocol, InetSocketAddress address) throws IOException {
        RawSocket socket = new RawSocket(address);
        Exchange exchange = switch (protocol) {
            case "websocket" -> webSocket(socket, "/courses", "x");
            case "websocket-stream" -> webSocket(socket, "/v1/stream", OPERATION);
            case "frames" -> () -> socket.sendFrame(OPERATION).readFrameBytes().length;
            case "protobuf" -> () -> socket.sendFrame(PROTOBUF).readFrameBytes().length;
            case "json" -> () -> socket.send(OPERATION).readLine().length();
            case "http" -> () -> http(socket);
            default -> throw new IllegalArgumentException("protocol: " + protocol);
        };
        return new RequestClient(socket, exchange);
    }

    private static Exchange webSocket(RawSocket socket, String path, String text) throws IOException {
        WebSocketProbe probe = new WebSocketProbe(socket).ask(path);
        probe.readHead();
        byte[] request = WebSocketProbe.encode(0x81, text.getBytes(UTF_8));
        return () -> probe.raw(request).read().payload().length;
    }

    private static int http(RawSocket socket) throws IOException {
        Matcher length = CONTENT_LENGTH.matcher(socket.send(GET).readUntil("\r\n\r\n"));
        if (!length.find()) {
            throw new IOException("an answer without content-length");
        }
        return socket.readBytes(Integer.parseInt(length.group(1))).length;
    }

    /** Sends a request and reads its answer; tells how many bytes that was. */
    int request() throws IOException {
        return exchange.perform();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
