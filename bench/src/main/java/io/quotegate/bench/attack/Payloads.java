package io.quotegate.bench.attack;

import static io.quotegate.bench.attack.Http2Bytes.ascii;

import io.quotegate.codec.proto.v1.ClientFrame;
import io.quotegate.codec.proto.v1.ConvertRequest;
import io.quotegate.codec.proto.v1.Subscribe;
import io.quotegate.testkit.WebSocketProbe;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.zip.Deflater;

/** The bytes that attacks are made of. Any thread. */
final class Payloads {
    static final String CANDLES = "{\"op\":\"candles\",\"pair\":\"BTC-USDT\",\"interval\":\"1m\",\"limit\":1440}";
    static final String QUOTES = "{\"op\":\"quotes\"}";
    static final String WATCH = "/quotegate.v1.ConversionService/WatchConversion";

    static final String FILE = "large.bin";

    private static final int FIN = 0x80;
    private static final int COMPRESSED = 0x40;

    private Payloads() {}

    static byte[] repeat(byte[] once, int times) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int i = 0; i < times; i++) {
            all.writeBytes(once);
        }
        return all.toByteArray();
    }

    static byte[] get(String path) {
        return ascii("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
    }

    static byte[] frame(byte[] payload) {
        return ByteBuffer.allocate(Integer.BYTES + payload.length)
                .putInt(payload.length)
                .put(payload)
                .array();
    }

    /** The opening of a WebSocket; what follows it need not wait for the answer. */
    static byte[] webSocket(String... fields) {
        return ascii("GET /v1/stream HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
                + String.join("\r\n", fields) + (fields.length == 0 ? "" : "\r\n") + "\r\n");
    }

    static byte[] text(String message) {
        return WebSocketProbe.encode(FIN | WebSocketProbe.TEXT, ascii(message));
    }

    /** The opening of a WebSocket, and the first fragment of a message. */
    static byte[] webSocketFragment() {
        ByteArrayOutputStream begun = new ByteArrayOutputStream();
        begun.writeBytes(webSocket());
        begun.writeBytes(WebSocketProbe.encode(WebSocketProbe.TEXT, new byte[1]));
        return begun.toByteArray();
    }

    /** Another that is not the last. */
    static byte[] fragment() {
        return WebSocketProbe.encode(WebSocketProbe.CONTINUATION, new byte[1]);
    }

    static byte[] ping() {
        return WebSocketProbe.encode(FIN | WebSocketProbe.PING, new byte[100]);
    }

    /** A message of a kilobyte that unpacks to nearly one MiB. */
    static byte[] bomb() {
        byte[] message = ascii("{\"op\":\"ping\"," + " ".repeat(1_000_000) + "\"id\":1}");
        Deflater deflater = new Deflater(9, true);
        deflater.setInput(message);
        byte[] out = new byte[message.length];
        int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
        deflater.end();
        return WebSocketProbe.encode(FIN | COMPRESSED | WebSocketProbe.TEXT, Arrays.copyOf(out, length - 4));
    }

    static String subscription(int pairs) {
        return "{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":["
                + String.join(",", Collections.nCopies(pairs, "\"BTC-USDT\"")) + "]}";
    }

    static byte[] protoSubscription(int pairs) {
        return ClientFrame.newBuilder()
                .setSubscribe(
                        Subscribe.newBuilder().setChannel("quotes").addAllPairs(Collections.nCopies(pairs, "BTC-USDT")))
                .build()
                .toByteArray();
    }

    /** A conversion that nobody else asks for. */
    static byte[] conversion(int amount) {
        return Http2Bytes.message(ConvertRequest.newBuilder()
                .setFrom("BTC")
                .setTo("USDT")
                .setAmount(String.valueOf(amount))
                .build()
                .toByteArray());
    }
}
