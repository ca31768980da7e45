package io.quotegate.port;

import static io.quotegate.gateway.testkit.Http2Frames.PING;
import static io.quotegate.gateway.testkit.Http2Frames.RST_STREAM;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.gateway.testkit.Http2Frame;
import io.quotegate.gateway.testkit.Http2Frames;
import io.quotegate.testkit.RawSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.SocketException;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that ask for much and take nothing are given up after four heartbeats, whatever they speak. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoppedReaderIT {
    private static final int ASKED = 2_000;
    private static final String QUOTES = "{\"op\":\"quotes\"}";
    private static final int NO_ROOM = 4096; // in the client's kernel

    private SimulatedMarket market;

    @BeforeAll
    void start() throws IOException {
        market = new SimulatedMarket(100, "server.heartbeat=250ms");
    }

    @AfterAll
    void stop() {
        market.close();
    }

    private static byte[] requests(String protocol) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(opening(protocol).getBytes(US_ASCII));
        byte[] request = request(protocol);
        for (int i = 0; i < ASKED; i++) {
            out.writeBytes(request);
        }
        return out.toByteArray();
    }

    private static String opening(String protocol) {
        return protocol.equals("websocket")
                ? "GET /v1/stream HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: upgrade\r\n"
                        + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
                : "";
    }

    private static byte[] request(String protocol) {
        ByteBuf out = Unpooled.buffer();
        byte[] payload = QUOTES.getBytes(US_ASCII);
        switch (protocol) {
            case "frames" -> out.writeInt(payload.length).writeBytes(payload);
            case "json" -> out.writeBytes(payload);
            case "http" -> out.writeCharSequence("GET /v1/quotes HTTP/1.1\r\nHost: localhost\r\n\r\n", US_ASCII);
            case "websocket" ->
                WebSocketFrames.maskedFrame(
                        out, WebSocketFrames.FIN | WebSocketFrames.TEXT, payload, payload.length, 0x01020304);
            default -> throw new IllegalArgumentException(protocol);
        }
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes).release();
        return bytes;
    }

    private static void ask(RawSocket client, byte[] requests) {
        try {
            client.send(requests);
        } catch (IOException e) { // it was given up before it had asked for all
            assertThat(e).isInstanceOf(SocketException.class);
        }
    }

    private double givenUp(String protocol) {
        return market.metric("quotegate_disconnects_total{protocol=\"" + protocol + "\",reason=\"slow_consumer\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"frames", "json", "http", "websocket"})
    void isGivenUp(String protocol) throws IOException {
        double before = givenUp(protocol);
        try (RawSocket client = new RawSocket(market.gateway().address(), NO_ROOM)) {
            ask(client, requests(protocol));
            SimulatedMarket.await("given up", () -> givenUp(protocol) == before + 1);
        }
    }

    @Test
    void isGivenUpWithAllItsStreams() throws IOException {
        double before = givenUp("http2");
        try (RawSocket client = new RawSocket(market.gateway().address(), NO_ROOM)) {
            Http2Frames requests = new Http2Frames().preface().setting(4, Integer.MAX_VALUE);
            requests.windowUpdate(0, 1 << 30);
            for (int id = 1; id < 200; id += 2) {
                requests.get(id, "/metrics");
            }
            ask(client, requests.bytes());
            SimulatedMarket.await("given up", () -> givenUp("http2") == before + 1);
        }
    }

    @Test
    void losesTheStreamsOfWhichItTakesNothingAndIsAnsweredOnOthers() throws IOException {
        try (Http2Probe client = new Http2Probe(market.gateway().address())) {
            Http2Frames requests = new Http2Frames().preface().setting(4, 0);
            for (int id = 1; id < 20; id += 2) {
                requests.get(id, "/v1/quotes");
            }
            client.send(requests);
            Set<Integer> reset = new HashSet<>();
            while (reset.size() < 10) {
                Http2Frame frame = client.read();
                if (frame.type() == RST_STREAM) {
                    reset.add(frame.stream());
                } else if (frame.type() == PING && !frame.isAck()) {
                    client.send(new Http2Frames().frame(PING, Http2Frames.ACK, 0, frame.payload()));
                }
            }
            client.send(new Http2Frames().setting(4, 1 << 20));
            assertThat(client.get(21, "/v1/quotes").status()).isEqualTo("200");
        }
    }
}
