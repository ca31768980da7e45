package io.quotegate.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.codec.proto.v1.ClientFrame;
import io.quotegate.codec.proto.v1.MarketRequest;
import io.quotegate.codec.proto.v1.Ping;
import io.quotegate.codec.proto.v1.ServerFrame;
import io.quotegate.testkit.RawSocket;
import io.quotegate.testkit.WebSocketProbe;
import io.quotegate.testkit.WebSocketProbe.Frame;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** One port, every way in. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PortUnificationIT {
    private static final String MARKET_ALL = "{\"status\":\"OK\",\"data\":\"MARKET ALL\"}";
    private static final String LAST_PRICES = "\\{\"BTC-USDT\":\"[0-9.]+\",\"ETH-USDT\":.*\"USDC-USDT\":\"[0-9.]+\"}";

    private SimulatedMarket market;

    @BeforeAll
    void start() throws IOException {
        market = new SimulatedMarket(200);
        SimulatedMarket.await(
                "last prices of all pairs",
                () -> SimulatedMarket.count(market.get("/courses").body(), ":") == 9);
    }

    @AfterAll
    void stop() {
        market.close();
    }

    private RawSocket connect() throws IOException {
        return new RawSocket(market.gateway().address());
    }

    @Test
    void answersBareJsonEvenAfterWhiteSpaceAndTwoRequestsInOneSegment() throws IOException {
        try (RawSocket socket = connect()) {
            socket.send(" \r\n\t" + MARKET_ALL + "{\"op\":\"ping\",\"id\":7}\n");
            assertThat(socket.readLine()).startsWith("{\"status\":\"OK\",\"data\":{\"Bitcoin\":");
            assertThat(socket.readLine()).isEqualTo("{\"event\":\"pong\",\"id\":7}");
        }
    }

    @Test
    void answersARequestCutAtEveryByteExactlyOnce() throws IOException {
        byte[] json = "{\"op\":\"ping\",\"id\":\"x\"}".getBytes(UTF_8);
        for (int split = 1; split < json.length; split++) {
            try (RawSocket socket = connect()) {
                socket.send(Arrays.copyOf(json, split));
                socket.send(Arrays.copyOfRange(json, split, json.length));
                socket.send("{\"op\":\"bye\"}");
                assertThat(socket.readToEnd().lines())
                        .as("split at %d", split)
                        .containsExactly(
                                "{\"event\":\"pong\",\"id\":\"x\"}", "{\"event\":\"bye\",\"reason\":\"client_bye\"}");
            }
        }
    }

    @Test
    void answersAFrameCutIntoSingleBytes() throws IOException {
        byte[] payload = MARKET_ALL.getBytes(UTF_8);
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(new byte[] {0, 0, 0, (byte) payload.length});
        frame.writeBytes(payload);
        try (RawSocket socket = connect()) {
            socket.sendChopped(frame.toByteArray(), 1);
            assertThat(socket.readFrame())
                    .startsWith("{\"status\":\"OK\",\"data\":{\"Bitcoin\":")
                    .contains("\"Tether\":1");
        }
    }

    @Test
    void answersTheCoinRequests() throws IOException {
        try (RawSocket socket = connect()) {
            socket.sendFrame("{\"status\":\"OK\",\"data\":\"MARKET BTC\"}");
            assertThat(socket.readFrame()).matches("\\{\"status\":\"OK\",\"data\":[0-9.]+}");
            socket.sendFrame("{\"status\":\"OK\",\"data\":\"MARKET USDT\"}");
            assertThat(socket.readFrame()).isEqualTo("{\"status\":\"OK\",\"data\":1}");
            socket.sendFrame("{\"status\":\"OK\",\"data\":\"MARKET XYZ\"}");
            assertThat(socket.readFrame()).isEqualTo("{\"status\":\"NOT_FOUND\",\"data\":\"unknown coin: XYZ\"}");
        }
    }

    @Test
    void answersProtobufFramesBesideJsonOnesOnOneConnection() throws IOException {
        try (RawSocket socket = connect()) {
            socket.sendFrame(ClientFrame.newBuilder()
                    .setId("a")
                    .setPing(Ping.getDefaultInstance())
                    .build()
                    .toByteArray());
            ServerFrame pong = ServerFrame.parseFrom(socket.readFrameBytes());
            assertThat(pong.getId()).isEqualTo("a");
            assertThat(pong.hasPong()).isTrue();
            socket.sendFrame("{\"op\":\"ping\"}");
            assertThat(socket.readFrame()).isEqualTo("{\"event\":\"pong\"}");
            socket.sendFrame(ClientFrame.newBuilder()
                    .setMarket(MarketRequest.getDefaultInstance())
                    .build()
                    .toByteArray());
            assertThat(ServerFrame.parseFrom(socket.readFrameBytes())
                            .getMarket()
                            .getPricesList())
                    .hasSize(10)
                    .allMatch(price -> price.hasPrice());
        }
    }

    @Test
    void answersAnythingSaidOnCoursesAndOnAPair() throws IOException {
        for (String said : List.of("foo", "{\"foo\":\"bar\"}", "")) {
            try (WebSocketProbe probe = new WebSocketProbe(market.gateway().address(), "/courses")) {
                probe.text(said).binary(new byte[] {1, 2});
                assertThat(probe.read().text()).matches(LAST_PRICES);
                Frame answer = probe.read();
                assertThat(answer.opcode()).isEqualTo(WebSocketProbe.TEXT);
                assertThat(answer.text()).matches(LAST_PRICES);
            }
            try (WebSocketProbe probe = new WebSocketProbe(market.gateway().address(), "/BTC-USDT")) {
                probe.text(said);
                assertThat(probe.read().text()).matches("\\{\"BTC-USDT\":\"[0-9.]+\"}");
            }
        }
    }

    @Test
    void refusesAnUnknownPairBeforeTheUpgrade() throws IOException {
        try (WebSocketProbe probe = new WebSocketProbe(market.gateway().address(), "/XYZ-USDT")) {
            assertThat(probe.head()).startsWith("HTTP/1.1 404 ");
        }
    }

    @Test
    void speaksProtobufOnWebSocketWhereItWasAgreed() throws IOException {
        try (WebSocketProbe probe = new WebSocketProbe(
                market.gateway().address(), "/v1/stream", "Sec-WebSocket-Protocol: chat, quotegate.v1.protobuf")) {
            assertThat(probe.head()).containsIgnoringCase("sec-websocket-protocol: quotegate.v1.protobuf\r\n");
            probe.binary(ClientFrame.newBuilder()
                    .setPing(Ping.getDefaultInstance())
                    .build()
                    .toByteArray());
            Frame answer = probe.read();
            assertThat(answer.opcode()).isEqualTo(WebSocketProbe.BINARY);
            assertThat(ServerFrame.parseFrom(answer.payload()).hasPong()).isTrue();
            probe.text("{\"op\":\"ping\"}");
            assertThat(ServerFrame.parseFrom(probe.read().payload()).getError().getCode())
                    .isEqualTo("bad_request");
        }
    }

    @Test
    void keepsTheConnectionAfterARequestItDoesNotUnderstand() throws IOException {
        try (WebSocketProbe probe = new WebSocketProbe(market.gateway().address(), "/v1/stream")) {
            probe.text("foo")
                    .text("{\"op\":\"quote\",\"pair\":\"X-Y\",\"id\":\"1\"}")
                    .text("{\"op\":\"auth\"}");
            probe.text("{\"op\":\"quote\",\"pair\":\"BTC-USDT\",\"id\":\"2\"}");
            assertThat(probe.read().text()).contains("\"code\":\"bad_request\"");
            assertThat(probe.read().text())
                    .isEqualTo(
                            "{\"event\":\"error\",\"code\":\"unknown_pair\",\"message\":\"unknown pair: X-Y\",\"id\":\"1\"}");
            assertThat(probe.read().text()).contains("\"code\":\"bad_request\"");
            assertThat(probe.read().text())
                    .startsWith("{\"event\":\"quote\",\"id\":\"2\",\"data\":{\"pair\":\"BTC-USDT\",\"venue\":\"okx\"");
        }
    }

    @Test
    void closesWhoClaimsToBeAProxyAndIsNotBelieved() throws IOException {
        String counter = "quotegate_disconnects_total{protocol=\"unknown\",reason=\"proxy_header\"}";
        double before = market.metric(counter);
        List<String> openings = List.of("PROXY TCP4 1.1.1.1 2.2.2.2 1 2\r\n", "\r\n\r\n\0");
        for (String opening : openings) {
            try (RawSocket socket = connect()) {
                assertThat(socket.send(opening).readToEnd()).isEmpty();
            }
        }
        SimulatedMarket.await("both counted", () -> market.metric(counter) == before + 2);
    }
}
