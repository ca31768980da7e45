package io.quotegate.bench.request;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.codec.proto.v1.ClientFrame;
import io.quotegate.codec.proto.v1.QuoteRequest;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/** A blocking client that sends the same bytes again and again and reads one answer each. */
final class RequestClient implements AutoCloseable {
    private static final String OPERATION = "{\"op\":\"quote\",\"pair\":\"BTC-USDT\"}";

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final byte[] request;
    private final AnswerReader answers;

    /** Reads one whole answer and tells its length. */
    private interface AnswerReader {
        int read(DataInputStream in) throws IOException;
    }

    private RequestClient(InetSocketAddress address, byte[] request, AnswerReader answers) throws IOException {
        this.socket = new Socket(address.getAddress(), address.getPort());
        socket.setTcpNoDelay(true);
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = socket.getOutputStream();
        this.request = request;
        this.answers = answers;
    }

    /** A client of {@code protocol}, one of {@link RequestBenchmark}'s. */
    static RequestClient open(String protocol, InetSocketAddress address) throws IOException {
        return switch (protocol) {
            case "websocket" -> webSocket(address, "/courses", "x");
            case "websocket-stream" -> webSocket(address, "/v1/stream", OPERATION);
            case "frames" -> new RequestClient(address, framed(OPERATION.getBytes(UTF_8)), RequestClient::readFrame);
            case "protobuf" -> new RequestClient(address, framed(protobuf()), RequestClient::readFrame);
            case "json" -> new RequestClient(address, OPERATION.getBytes(UTF_8), RequestClient::readLine);
            case "http" ->
                new RequestClient(
                        address,
                        "GET /v1/quotes/BTC-USDT HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(UTF_8),
                        RequestClient::readHttp);
            default -> throw new IllegalArgumentException("protocol: " + protocol);
        };
    }

    private static RequestClient webSocket(InetSocketAddress address, String path, String text) throws IOException {
        RequestClient client = new RequestClient(address, masked(text), RequestClient::readWebSocket);
        client.out.write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
                        + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .getBytes(UTF_8));
        while (readLine(client.in) > 2) {
            continue; // the head of the answer, up to its empty line
        }
        return client;
    }

    private static byte[] masked(String text) {
        byte[] payload = text.getBytes(UTF_8);
        return ByteBuffer.allocate(6 + payload.length)
                .put((byte) 0x81)
                .put((byte) (0x80 | payload.length))
                .putInt(0) // a mask of zeros leaves the payload as it is
                .put(payload)
                .array();
    }

    private static byte[] framed(byte[] payload) {
        return ByteBuffer.allocate(4 + payload.length)
                .putInt(payload.length)
                .put(payload)
                .array();
    }

    private static byte[] protobuf() {
        return ClientFrame.newBuilder()
                .setQuote(QuoteRequest.newBuilder().setPair("BTC-USDT"))
                .build()
                .toByteArray();
    }

    private static int readFrame(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt()).length;
    }

    /** Reads up to a line feed and tells how many bytes that were. */
    private static int readLine(DataInputStream in) throws IOException {
        int length = 1;
        while (in.readByte() != '\n') {
            length++;
        }
        return length;
    }

    private static int readWebSocket(DataInputStream in) throws IOException {
        in.readByte();
        int length = in.readUnsignedByte();
        return in.readNBytes(length == 126 ? in.readUnsignedShort() : length).length;
    }

    private static int readHttp(DataInputStream in) throws IOException {
        int length = 0;
        StringBuilder line = new StringBuilder();
        while (true) {
            char next = (char) in.readUnsignedByte();
            if (next != '\n') {
                line.append(next);
                continue;
            }
            if (line.length() <= 1) {
                return in.readNBytes(length).length;
            }
            if (line.indexOf("content-length:") == 0) {
                length = Integer.parseInt(line.substring(15).strip());
            }
            line.setLength(0);
        }
    }

    /** Sends a request and reads its answer; tells how many bytes that was. */
    int request() throws IOException {
        out.write(request);
        return answers.read(in);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
