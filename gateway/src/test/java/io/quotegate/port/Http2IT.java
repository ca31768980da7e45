package io.quotegate.port;

import static io.quotegate.gateway.testkit.Http2Frames.DATA;
import static io.quotegate.gateway.testkit.Http2Frames.GOAWAY;
import static io.quotegate.gateway.testkit.Http2Frames.HEADERS;
import static io.quotegate.gateway.testkit.Http2Frames.PING;
import static io.quotegate.gateway.testkit.Http2Frames.RST_STREAM;
import static io.quotegate.gateway.testkit.Http2Frames.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.gateway.testkit.Http2Frame;
import io.quotegate.gateway.testkit.Http2Frames;
import io.quotegate.port.Http2Probe.Answer;
import io.quotegate.testkit.RawSocket;
import io.quotegate.testkit.WebSocketProbe;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/2 on the one port: the same paths, streams that push, and its end. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class Http2IT {
    private static final int ENHANCE_YOUR_CALM = 11;
    private static final int CANCEL = 8;

    private SimulatedMarket market;

    @BeforeAll
    void start() throws IOException {
        market = new SimulatedMarket(1000, "debug.echo=true");
    }

    @AfterAll
    void stop() {
        market.close();
    }

    private Http2Probe open() throws IOException {
        return Http2Probe.open(market.gateway().address());
    }

    private static Http2Frames frames() {
        return new Http2Frames();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/pairs",
                "/v1/info",
                "/healthz",
                "/readyz",
                "/v1/quotes/XYZ-USDT",
                "/XYZ-USDT",
                "/nothing",
                "/v1/stream?mode=some",
                "/v1/stream?pairs=XYZ-USDT"
            })
    void answersAsHttp11Does(String path) throws IOException {
        try (Http2Probe probe = open()) {
            Answer answer = probe.get(1, path);
            var http1 = market.get(path);
            assertThat(answer.status()).isEqualTo(String.valueOf(http1.statusCode()));
            assertThat(answer.text()).isEqualTo(http1.body());
            for (String name : List.of("content-type", "content-length", "cache-control")) {
                assertThat(answer.head().get(name))
                        .hasToString(http1.headers().firstValue(name).orElseThrow());
            }
        }
    }

    @Test
    void answersQuotesAndLastPrices() throws IOException {
        try (Http2Probe probe = open()) {
            assertThat(probe.get(1, "/v1/quotes/BTC-USDT").text()).startsWith("{\"pair\":\"BTC-USDT\",\"venue\":");
            assertThat(probe.get(3, "/courses").text()).startsWith("{\"BTC-USDT\":\"");
            assertThat(probe.get(5, "/ETH-USDT").text()).startsWith("{\"ETH-USDT\":\"");
            probe.send(frames().headers(7, true, request("HEAD", "/v1/quotes")));
            Answer head = probe.answer(7);
            assertThat(head.status()).isEqualTo("200");
            assertThat(head.body()).isEmpty();
            assertThat(Integer.parseInt(String.valueOf(head.head().get("content-length"))))
                    .isPositive();
            probe.send(frames().post(9, "/courses").data(9, true, "hello"));
            Answer refused = probe.answer(9);
            assertThat(refused.status()).isEqualTo("405");
            assertThat(refused.head().get("allow")).hasToString("GET, HEAD");
            assertThat(probe.get(11, "/v1/quotes/%ZZ").status()).isEqualTo("400");
        }
    }

    @Test
    void upgradesFromHttp11AndAnswersTheRequestAsStream1() throws IOException {
        for (int cut : new int[] {1, 20, 100, 1000}) {
            try (Http2Probe probe = new Http2Probe(market.gateway().address())) {
                Http2Frames all = frames().text(
                                "GET /v1/info HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                                        + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n")
                        .preface();
                probe.socket().sendChopped(all.bytes(), cut);
                assertThat(probe.socket().readUntil("\r\n\r\n"))
                        .startsWith("HTTP/1.1 101 ")
                        .containsIgnoringCase("upgrade: h2c");
                assertThat(probe.answer(1).text()).contains("\"name\":\"quotegate\"");
                assertThat(probe.get(3, "/healthz").status()).isEqualTo("200");
            }
        }
    }

    /** Or the JDK's HTTP client, which begins every connection so, now and then loses a part of the answer. */
    @Test
    void answersAnUpgradedRequestAfterTheClientsPreface() throws IOException {
        try (Http2Probe probe = new Http2Probe(market.gateway().address())) {
            probe.send(
                    frames().text("GET /v1/info HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings\r\n"
                                    + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n")
                            .preface());
            probe.socket().readUntil("\r\n\r\n");
            Http2Frame frame = probe.read();
            while (!frame.isAck()) {
                assertThat(frame.stream()).isZero();
                frame = probe.read();
            }
            assertThat(frame.type()).isEqualTo(Http2Frames.SETTINGS);
            assertThat(probe.answer(1).text()).contains("\"name\":\"quotegate\"");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Connection: Upgrade\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n",
                "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\n",
                "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMA!\r\n",
                "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAAB\r\n",
                "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: \r\nContent-Length: 1\r\n"
            })
    void answersAsHttp11WhatAsksWronglyForAnUpgrade(String fields) throws IOException {
        try (RawSocket socket = new RawSocket(market.gateway().address())) {
            socket.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n" + fields + "\r\nx");
            assertThat(socket.readUntil("}")).startsWith("HTTP/1.1 200 ").endsWith("{\"status\":\"ok\"}");
        }
    }

    // Streams that push

    @Test
    void streamsQuotesAsServerSentEventsBesideOtherRequests() throws IOException {
        try (Http2Probe probe = open()) {
            probe.send(frames().get(1, "/v1/stream?pairs=BTC-USDT").get(3, "/v1/stream?pairs=ETH-USDT"));
            int btc = 0;
            int eth = 0;
            while (btc < 20 || eth < 20) {
                Http2Frame frame = probe.read(DATA);
                String pair = frame.stream() == 1 ? "BTC-USDT" : "ETH-USDT";
                assertThat(frame.text()).startsWith("data: {\"channel\":\"quotes\",\"pair\":\"" + pair);
                int length = frame.payload().length;
                probe.send(frames().windowUpdate(0, length).windowUpdate(frame.stream(), length));
                btc += frame.stream() == 1 ? 1 : 0;
                eth += frame.stream() == 3 ? 1 : 0;
            }
            probe.send(frames().reset(1, CANCEL).reset(3, CANCEL));
            probe.sync();
            assertThat(probe.get(5, "/healthz").status()).isEqualTo("200");
        }
        SimulatedMarket.await("no streams", () -> market.metric("quotegate_streams") == 0);
        SimulatedMarket.await("no subscribers", () -> market.metric("quotegate_connections{protocol=\"sse\"}") == 0);
    }

    @Test
    void speaksWebSocketOnAStream() throws IOException {
        try (Http2Probe probe = open()) {
            Http2WebSocket courses = new Http2WebSocket(probe, 1, "/courses");
            assertThat(courses.text("anything").readText()).startsWith("{\"BTC-USDT\":\"");
            Http2WebSocket pair = new Http2WebSocket(probe, 3, "/BTC-USDT");
            assertThat(pair.text("").readText()).matches("\\{\"BTC-USDT\":\"[0-9.]+\"}");
            Http2WebSocket stream = new Http2WebSocket(probe, 5, "/v1/stream");
            assertThat(stream.text("{\"op\":\"ping\"}").readText()).isEqualTo("{\"event\":\"pong\"}");
            stream.text("{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"BTC-USDT\"]}");
            assertThat(stream.readText()).startsWith("{\"event\":\"subscribed\"");
            for (int i = 0; i < 50; i++) {
                assertThat(stream.readText()).startsWith("{\"channel\":\"quotes\",\"pair\":\"BTC-USDT\"");
            }
            courses.frame(WebSocketProbe.PING, Http2Probe.ascii("x"));
            assertThat(courses.read(WebSocketProbe.PONG)).isEqualTo(Http2Probe.ascii("x"));
            courses.frame(WebSocketProbe.CLOSE, new byte[] {3, (byte) 0xE8});
            assertThat(courses.readClose()).isEqualTo(1000);
            pair.frame(0x40 | WebSocketProbe.TEXT, new byte[0]); // compression was not agreed
            assertThat(pair.readClose()).isEqualTo(1002);
            assertThat(stream.text("{\"op\":\"unsubscribe\",\"channel\":\"quotes\"}")
                            .readText())
                    .isNotEmpty();
        }
    }

    @Test
    void refusesWebSocketsAsItDoesOnHttp11() throws IOException {
        try (Http2Probe probe = open()) {
            assertThat(probe.send(Http2WebSocket.opening(1, "/XYZ-USDT"))
                            .answer(1)
                            .status())
                    .isEqualTo("404");
            assertThat(probe.send(Http2WebSocket.opening(3, "/nothing/here"))
                            .answer(3)
                            .status())
                    .isEqualTo("404");
            String[] connect = {
                ":method",
                "CONNECT",
                ":protocol",
                "chat",
                ":scheme",
                "http",
                ":path",
                "/courses",
                ":authority",
                "localhost"
            };
            assertThat(probe.send(frames().headers(5, false, connect)).answer(5).status())
                    .isEqualTo("501");
            connect[3] = "websocket";
            assertThat(probe.send(frames().headers(7, false, connect)).answer(7).status())
                    .isEqualTo("400");
            String[] plain = {":method", "CONNECT", ":authority", "localhost:1"};
            assertThat(probe.send(frames().headers(9, false, plain)).answer(9).status())
                    .isEqualTo("405");
        }
    }

    @Test
    void echoesLongMessagesWithinTheWindows() throws IOException {
        try (Http2Probe probe = open()) {
            Http2WebSocket echo = new Http2WebSocket(probe, 1, "/_echo");
            for (int length : new int[] {0, 125, 126, 16_000}) {
                byte[] payload = new byte[length];
                Arrays.fill(payload, (byte) length);
                for (int i = 0; i < 20; i++) {
                    echo.frame(WebSocketProbe.BINARY, payload);
                    assertThat(echo.read(WebSocketProbe.BINARY)).isEqualTo(payload);
                }
            }
        }
    }

    @Test
    void takesNoMoreFromAClientThatTakesNoAnswers() throws IOException {
        try (Http2Probe probe = new Http2Probe(market.gateway().address())) {
            probe.send(frames().text(Http2Frames.PREFACE).setting(4, 0));
            probe.send(Http2WebSocket.opening(1, "/_echo"));
            byte[] message = WebSocketProbe.encode(0x80 | WebSocketProbe.BINARY, new byte[16_000]);
            int sent = 0;
            int credit = 64 * 1024;
            while (credit >= message.length) {
                probe.send(frames().frame(DATA, 0, 1, message));
                sent += message.length;
                credit -= message.length;
                for (Http2Frame frame : probe.sync()) {
                    if (frame.type() == Http2Frames.WINDOW_UPDATE && frame.stream() == 1) {
                        credit += java.nio.ByteBuffer.wrap(frame.payload()).getInt();
                    }
                }
            }
            assertThat(sent).isBetween(1024 * 1024, 1024 * 1024 + 80 * 1024);
            probe.send(frames().windowUpdate(0, 1 << 30).windowUpdate(1, 1 << 30));
            Http2Frame update = probe.read(Http2Frames.WINDOW_UPDATE);
            assertThat(update.stream())
                    .as("it goes on when the client takes what waits")
                    .isIn(0, 1);
        }
    }

    // Slow clients

    @Test
    void conflatesAStreamThatTakesNothingAndCountsWhatItMissed() throws IOException {
        try (Http2Probe probe = open()) {
            probe.send(frames().get(1, "/v1/stream?pairs=BTC-USDT"));
            int received = 0;
            Http2Frame frame = probe.read(DATA);
            while (received + frame.payload().length < 60_000) { // nearly the whole window of the stream
                received += frame.payload().length;
                frame = probe.read(DATA);
            }
            double before = market.metric("quotegate_drops_total");
            SimulatedMarket.await("conflated", () -> market.metric("quotegate_requests_total") > 0 && behind(before));
            probe.send(frames().windowUpdate(0, 1 << 20).windowUpdate(1, 1 << 20));
            while (!frame.text().contains("\"drops\":")) {
                frame = probe.read(DATA);
            }
        }
    }

    /** Enough quotes were published since for the window, and for what may be unsent, or drops are counted already. */
    private boolean behind(double before) {
        String quote = market.get("/v1/quotes/BTC-USDT").body();
        long seq = Long.parseLong(quote.replaceAll(".*\"seq\":([0-9]+).*", "$1"));
        if (firstSeq == 0) {
            firstSeq = seq;
        }
        return seq > firstSeq + 400 || market.metric("quotegate_drops_total") > before;
    }

    private long firstSeq;

    @Test
    void endsAStreamOfModeAllThatDoesNotKeepUpAndLeavesTheOthers() throws IOException {
        String counter = "quotegate_disconnects_total{protocol=\"sse\",reason=\"slow_consumer\"}";
        try (SimulatedMarket fast = new SimulatedMarket(10_000, "fanout.pending-limit=64KiB");
                Http2Probe probe = Http2Probe.open(fast.gateway().address())) {
            probe.send(frames().windowUpdate(0, 1 << 20).get(1, "/v1/stream?mode=all"));
            int received = 0;
            while (received < 65_535) {
                received += probe.read(DATA).payload().length;
            }
            SimulatedMarket.await(
                    "a quote too many", () -> fast.metric("quotegate_connections{protocol=\"sse\"}") == 1);
            assertThat(probe.get(3, "/healthz").status()).isEqualTo("200");
            List<Http2Frame> told = new ArrayList<>();
            long closed = published(fast);
            SimulatedMarket.await("more quotes than the limit holds, behind a closed window", () -> {
                try {
                    probe.send(frames().windowUpdate(1, 1)); // a trickle
                    probe.sync().stream().filter(frame -> frame.type() == DATA).forEach(told::add);
                    return !told.isEmpty() && published(fast) > closed + 1000; // of 200 bytes and more
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            probe.send(frames().windowUpdate(1, 1 << 20));
            while (!told.get(told.size() - 1).isEndOfStream()) {
                told.add(probe.read(DATA));
            }
            assertThat(told.stream().map(Http2Frame::text).collect(Collectors.joining()))
                    .endsWith("event: bye\ndata: slow_consumer\n\n");
            SimulatedMarket.await("counted", () -> fast.metric(counter) == 1);
            assertThat(probe.get(5, "/healthz").status()).isEqualTo("200");
        }
    }

    /** How many quotes of all pairs there have been. */
    private static long published(SimulatedMarket market) {
        return Pattern.compile("\"seq\":([0-9]+)")
                .matcher(market.get("/v1/quotes").body())
                .results()
                .mapToLong(seq -> Long.parseLong(seq.group(1)))
                .sum();
    }

    // Floods

    private void assertCalmed(Http2Frames flood) throws IOException {
        String counter = "quotegate_disconnects_total{protocol=\"http2\",reason=\"flood\"}";
        double before = market.metric(counter);
        try (Http2Probe probe = open()) {
            try {
                probe.send(flood);
            } catch (IOException e) {
                // closed before all was sent
            }
            assertThat(probe.readToEnd()).last().satisfies(frame -> {
                assertThat(frame.type()).isEqualTo(GOAWAY);
                assertThat(frame.code()).isEqualTo(ENHANCE_YOUR_CALM);
                assertThat(frame.text()).endsWith("flood");
            });
        }
        SimulatedMarket.await("counted", () -> market.metric(counter) == before + 1);
    }

    @Test
    void calmsPings() throws IOException {
        Http2Frames flood = frames();
        for (int i = 0; i < 10_000; i++) {
            flood.ping("12345678");
        }
        assertCalmed(flood);
    }

    @Test
    void calmsSettings() throws IOException {
        Http2Frames flood = frames();
        for (int i = 0; i < 10_000; i++) {
            flood.setting(3, i);
        }
        assertCalmed(flood);
    }

    @Test
    void calmsEmptyFrames() throws IOException {
        Http2Frames flood = frames().post(1, "/healthz");
        for (int i = 0; i < 10_000; i++) {
            flood.data(1, false, "");
        }
        assertCalmed(flood);
    }

    @Test
    void calmsPrioritiesAndWindowUpdates() throws IOException {
        Http2Frames flood = frames();
        for (int i = 0; i < 5_000; i++) {
            flood.frame(Http2Frames.PRIORITY, 0, 3, "00000001 10").windowUpdate(0, 1);
        }
        assertCalmed(flood);
    }

    @Test
    void calmsRapidResets() throws IOException {
        Http2Frames flood = frames();
        for (int i = 0; i < 5_000; i++) {
            flood.post(1 + 2 * i, "/healthz").reset(1 + 2 * i, CANCEL);
        }
        assertCalmed(flood);
    }

    @Test
    void calmsResetsThatItIsMadeToSend() throws IOException {
        Http2Frames flood = frames();
        for (int i = 0; i < 1_000; i++) {
            flood.post(1 + 2 * i, "/healthz").windowUpdate(1 + 2 * i, 0);
        }
        assertCalmed(flood);
    }

    // Its life and end

    @Test
    void pingsAClientThatIsQuietAndEndsOneThatDoesNotAnswer() throws IOException {
        try (SimulatedMarket quick = new SimulatedMarket(10, "server.heartbeat=100ms");
                Http2Probe probe = Http2Probe.open(quick.gateway().address())) {
            for (int i = 0; i < 3; i++) {
                byte[] payload = probe.read(PING).payload();
                probe.send(frames().frame(PING, Http2Frames.ACK, 0, payload));
            }
            assertThat(probe.readToEnd()).last().satisfies(frame -> {
                assertThat(frame.type()).isEqualTo(GOAWAY);
                assertThat(frame.text()).endsWith("idle_timeout");
            });
        }
    }

    @Test
    void keepsASilentClientThatDoesNotTakeWhatItIsSent() throws IOException {
        try (SimulatedMarket quick = new SimulatedMarket(5000, "server.heartbeat=100ms");
                Http2Probe probe = Http2Probe.open(quick.gateway().address())) {
            probe.send(frames().get(1, "/v1/stream")); // and no window beyond the first
            for (int i = 0; i < 8; i++) {
                probe.read(PING); // four times as many as a client may leave unanswered
            }
            assertThat(probe.sync()).noneMatch(frame -> frame.type() == GOAWAY);
        }
    }

    @Test
    void saysGoodbyeOnEveryStreamWhenTheGatewayEnds() throws Exception {
        SimulatedMarket ending = new SimulatedMarket(100);
        try (Http2Probe probe = Http2Probe.open(ending.gateway().address());
                Http2Probe events = Http2Probe.open(ending.gateway().address());
                Http2Probe idle = Http2Probe.open(ending.gateway().address())) {
            idle.sync();
            Http2WebSocket webSocket = new Http2WebSocket(probe, 1, "/courses");
            events.send(frames().get(1, "/v1/stream"));
            events.read(DATA);
            Thread closing = new Thread(ending::close);
            closing.start();
            assertThat(webSocket.readClose()).isEqualTo(1012);
            List<Http2Frame> end = events.readToEnd();
            assertThat(end).anyMatch(frame -> frame.text().endsWith("event: bye\ndata: server_shutdown\n\n"));
            assertThat(end).anyMatch(frame -> frame.stream() == 1 && frame.isEndOfStream());
            assertThat(end).last().satisfies(frame -> {
                assertThat(frame.type()).isEqualTo(GOAWAY);
                assertThat(frame.code()).isZero();
                assertThat(frame.text()).endsWith("server_shutdown");
            });
            assertThat(idle.readToEnd())
                    .last()
                    .satisfies(frame -> assertThat(frame.type()).isEqualTo(GOAWAY));
            closing.join();
        }
    }

    @Test
    void answersARequestThatIsUnderWayBeforeItEnds() throws Exception {
        SimulatedMarket ending = new SimulatedMarket(100);
        try (Http2Probe probe = Http2Probe.open(ending.gateway().address())) {
            probe.send(frames().post(1, "/healthz"));
            probe.sync();
            Thread closing = new Thread(ending::close);
            closing.start();
            assertThat(probe.read(GOAWAY).code()).isZero();
            probe.send(frames().data(1, true, "the rest"));
            assertThat(probe.read(HEADERS).stream()).isEqualTo(1);
            assertThat(probe.readToEnd()).noneMatch(frame -> frame.type() == RST_STREAM);
            closing.join();
        }
    }

    @Test
    void endsAConnectionThatSaysNothingAfterTheFirstWords() throws IOException {
        try (SimulatedMarket quick = new SimulatedMarket(10, "limits.message-timeout=200ms");
                Http2Probe probe = new Http2Probe(quick.gateway().address())) {
            probe.send(frames().preface().frame(HEADERS, 1, 1, "82").raw("000005"));
            assertThat(probe.readToEnd())
                    .last()
                    .satisfies(frame -> assertThat(frame.text()).endsWith("message_timeout"));
        } catch (EOFException e) {
            throw new AssertionError(e);
        }
    }
}
