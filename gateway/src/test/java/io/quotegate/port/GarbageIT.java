package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.testkit.RawSocket;
import java.io.IOException;
import java.net.SocketException;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** Whatever is thrown at the port, it is closed with a counted reason and nobody else notices. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GarbageIT {
    private SimulatedMarket market;

    @BeforeAll
    void start() throws IOException {
        market = new SimulatedMarket(200, "limits.message-timeout=300ms", "server.heartbeat=100ms");
    }

    @AfterAll
    void stop() {
        market.close();
    }

    private void assertCounted(String protocol, String reason, Garbage garbage) throws IOException {
        String counter = "quotegate_disconnects_total{protocol=\"" + protocol + "\",reason=\"" + reason + "\"}";
        double before = market.metric(counter);
        try (RawSocket bystander = new RawSocket(market.gateway().address());
                RawSocket socket = new RawSocket(market.gateway().address())) {
            bystander.send("{\"op\":\"ping\"}");
            assertThat(bystander.readLine()).isEqualTo("{\"event\":\"pong\"}");
            try {
                garbage.send(socket);
                socket.readToEnd();
            } catch (SocketException e) {
                assertThat(e).as("closed while it was still being sent to").isNotNull();
            }
            SimulatedMarket.await(counter, () -> market.metric(counter) == before + 1);
            bystander.send("{\"op\":\"bye\"}");
            assertThat(bystander.readToEnd()).contains("{\"event\":\"bye\"");
        }
    }

    private interface Garbage {
        void send(RawSocket socket) throws IOException;
    }

    @Test
    void closesRandomBytes() throws IOException {
        byte[] bytes = new byte[1000];
        new Random(9).nextBytes(bytes);
        bytes[0] = 7;
        assertCounted("unknown", "unrecognised", socket -> socket.send(bytes));
    }

    @Test
    void closesALengthOfTwoGigabytes() throws IOException {
        assertCounted("frames", "too_large", socket -> socket.send(new byte[] {0, 0x7F, -1, -1, 'x'}));
    }

    @Test
    void closesALengthOfZero() throws IOException {
        assertCounted("frames", "protocol_error", socket -> socket.send(new byte[] {0, 0, 0, 0}));
    }

    @Test
    void closesAnEndlessHeaderLine() throws IOException {
        assertCounted("http", "too_large", socket -> socket.send("GET / HTTP/1.1\r\nX: " + "x".repeat(100_000)));
    }

    @Test
    void closesTextThatIsNotUtf8() throws IOException {
        assertCounted("json", "invalid_data", socket -> socket.send(new byte[] {'{', '"', -1, '"', '}'}));
        assertCounted("websocket", "invalid_data", socket -> {
            socket.send("GET /v1/stream HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            socket.send(new byte[] {(byte) 0x81, (byte) 0x81, 0, 0, 0, 0, -1});
        });
    }

    @Test
    void closesJsonThatIsNestedTooDeepWhereNestingIsTheFraming() throws IOException {
        assertCounted("json", "too_deep", socket -> socket.send("{\"a\":" + "[".repeat(1000)));
    }

    private interface Reading {
        String next() throws IOException;
    }

    /** What a client is answered, which a heartbeat may come before. */
    private static String answer(Reading reading) throws IOException {
        String message = reading.next();
        while (message.contains("\"event\":\"heartbeat\"")) {
            message = reading.next();
        }
        return message;
    }

    @Test
    void answersDeepJsonInAFrameAndLivesOn() throws IOException {
        try (RawSocket socket = new RawSocket(market.gateway().address())) {
            socket.sendFrame("{\"a\":" + "[".repeat(1000) + "]".repeat(1000) + "}");
            assertThat(answer(socket::readFrame)).contains("\"code\":\"bad_request\"");
            socket.sendFrame("{\"op\":\"ping\"}");
            assertThat(answer(socket::readFrame)).isEqualTo("{\"event\":\"pong\"}");
        }
    }

    @Test
    void closesHalfAMessageAndSilence() throws IOException {
        assertCounted("frames", "message_timeout", socket -> socket.send(new byte[] {0, 0, 1, 0, '{'}));
        assertCounted("json", "message_timeout", socket -> socket.send("{\"op\":"));
        assertCounted("http", "message_timeout", socket -> socket.send("GET / HTTP/1.1\r\nHost:"));
    }

    @Test
    void closesAPeerThatDoesNotAnswerPings() throws IOException {
        assertCounted("websocket", "idle_timeout", socket -> {
            socket.send("GET /courses HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
            assertThat(socket.readUntil("\r\n\r\n")).startsWith("HTTP/1.1 101 ");
            assertThat(socket.readByte()).as("a ping").isEqualTo(0x89);
        });
    }

    @Test
    void sendsHeartbeatsOnFramesAndBareJson() throws IOException {
        try (RawSocket frames = new RawSocket(market.gateway().address());
                RawSocket json = new RawSocket(market.gateway().address())) {
            frames.sendFrame("{\"op\":\"ping\"}");
            json.send("{\"op\":\"ping\"}");
            assertThat(answer(frames::readFrame)).isEqualTo("{\"event\":\"pong\"}");
            assertThat(frames.readFrame()).matches("\\{\"event\":\"heartbeat\",\"time\":[0-9]{16}}");
            assertThat(answer(json::readLine)).isEqualTo("{\"event\":\"pong\"}");
            assertThat(json.readLine()).startsWith("{\"event\":\"heartbeat\",\"time\":");
        }
    }
}
