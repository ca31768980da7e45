package io.quotegate.feed.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.feed.sim.venue.VenueModel;
import io.quotegate.market.Venue;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The simulated OKX over real sockets. */
@Timeout(120)
class OkxSimulatorIT {
    private static final String PUBLIC = "/ws/v5/public";
    private static final String SUBSCRIBE_BTC = "{\"id\":\"1512\",\"op\":\"subscribe\",\"args\":["
            + "{\"channel\":\"tickers\",\"instId\":\"BTC-USDT\"},{\"channel\":\"trades\",\"instId\":\"BTC-USDT\"},"
            + "{\"channel\":\"bbo-tbt\",\"instId\":\"BTC-USDT\"}]}";
    private static final String SUBSCRIBE_BOOK =
            "{\"op\":\"subscribe\",\"args\":[{\"channel\":\"bbo-tbt\",\"instId\":\"BTC-USDT\"}]}";
    private static final Pattern TRADE = Pattern.compile("\"tradeId\":\"(\\d+)\".*\"count\":\"(\\d+)\"");
    private static final Pattern SEQ = Pattern.compile("\"seqId\":(\\d+)");

    private static SimulatedVenue okx() throws IOException {
        return okx(100, TestModels.of(Venue.OKX));
    }

    private static SimulatedVenue okx(int rate, VenueModel model) throws IOException {
        return SimulatedVenue.start(
                SimulatorOptions.of(Venue.OKX)
                        .withPairs(List.of("BTC-USDT", "ETH-USDT"))
                        .withRatePerSecond(rate),
                model);
    }

    @Test
    void acknowledgesEachArgumentBeforeTheLastKnownItemOfEach() throws IOException {
        try (SimulatedVenue okx = okx();
                WebSocketTestClient client = WebSocketTestClient.connect(okx.port(), PUBLIC)) {
            client.send(SUBSCRIBE_BTC);

            List<String> first = client.texts(6, text -> true);

            assertThat(first.subList(0, 3))
                    .allMatch(text -> text.matches("\\{\"id\":\"1512\",\"event\":\"subscribe\",\"arg\":"
                            + "\\{\"channel\":\"[a-z-]+\",\"instId\":\"BTC-USDT\"},\"connId\":\"[0-9a-f]{8}\"}"));
            assertThat(first.get(3)).startsWith("{\"arg\":{\"channel\":\"tickers\",\"instId\":\"BTC-USDT\"},\"data\":");
            assertThat(first.get(4)).startsWith("{\"arg\":{\"channel\":\"trades\",\"instId\":\"BTC-USDT\"},\"data\":");
            assertThat(first.get(5)).startsWith("{\"arg\":{\"channel\":\"bbo-tbt\",\"instId\":\"BTC-USDT\"},\"data\":");
        }
    }

    @Test
    void repeatsTheLastKnownItemWheneverItIsSubscribedToAgain() throws IOException {
        try (SimulatedVenue okx = okx(0, TestModels.of(Venue.OKX));
                WebSocketTestClient client = WebSocketTestClient.connect(okx.port(), PUBLIC)) {
            client.send(SUBSCRIBE_BOOK);
            List<String> first = client.texts(2, text -> true);
            client.send(SUBSCRIBE_BOOK);
            List<String> second = client.texts(2, text -> true);

            assertThat(second).isEqualTo(first);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{\"op\":\"subscribe\",\"args\":[{\"channel\":\"tickers\",\"instId\":\"NO-PE\"}]}"
                        + " | {\"event\":\"error\",\"code\":\"60018\",\"msg\":\"Wrong URL or channel:tickers, instId:NO-PE"
                        + " doesn't exist. Please use the correct URL, channel and parameters referring to API document.\"",
                "{\"id\":\"8\",\"op\":\"subscribe\",\"argss\":[]} | {\"id\":\"8\",\"event\":\"error\",\"code\":\"60012\","
                        + "\"msg\":\"Invalid request: {\\\"id\\\":\\\"8\\\",\\\"op\\\":\\\"subscribe\\\",\\\"argss\\\":[]}\"",
                "nonsense | {\"event\":\"error\",\"code\":\"60012\",\"msg\":\"Invalid request: nonsense\"",
                "{\"op\":\"dance\"} | {\"event\":\"error\",\"code\":\"60019\",\"msg\":\"Invalid op: dance\"",
                "{\"op\":\"subscribe\",\"args\":[{\"channel\":\"candle1m\",\"instId\":\"BTC-USDT\"}]}"
                        + " | {\"event\":\"error\",\"code\":\"64001\"",
                "{\"op\":\"subscribe\",\"args\":[{\"channel\":\"books-rpi\",\"instId\":\"BTC-USDT\"}]}"
                        + " | {\"event\":\"error\",\"code\":\"60018\""
            })
    void saysWhatIsWrongWithARequestAndCarriesOn(String request, String answer) throws IOException {
        try (SimulatedVenue okx = okx();
                WebSocketTestClient client = WebSocketTestClient.connect(okx.port(), PUBLIC)) {
            client.send(request);
            assertThat(client.nextText()).startsWith(answer).contains("\"connId\":\"");

            client.send("ping");
            assertThat(client.nextText()).isEqualTo("pong");
        }
    }

    @Test
    void pushesTheOpenCandleOnTheBusinessPathAsRestTellsIt() throws Exception {
        try (SimulatedVenue okx = okx(0, TestModels.of(Venue.OKX));
                WebSocketTestClient client = WebSocketTestClient.connect(okx.port(), "/ws/v5/business")) {
            client.send("{\"op\":\"subscribe\",\"args\":[{\"channel\":\"candle1m\",\"instId\":\"BTC-USDT\"}]}");
            assertThat(client.nextText())
                    .startsWith("{\"event\":\"subscribe\",\"arg\":{\"channel\":\"candle1m\",\"instId\":\"BTC-USDT\"}");
            String push = client.nextText();
            assertThat(push)
                    .matches("\\{\"arg\":\\{\"channel\":\"candle1m\",\"instId\":\"BTC-USDT\"},\"data\":"
                            + "\\[\\[\"\\d{13}\"(,\"[0-9.]+\"){7},\"[01]\"]]}");
            String row = push.substring(push.indexOf("[["), push.lastIndexOf(','));
            String rest = new SimulatorHttp(okx)
                    .get("/api/v5/market/candles?instId=BTC-USDT&limit=2")
                    .body();
            assertThat(rest).as("of this minute, or of the one before").contains(row.substring(1));
        }
    }

    @Test
    void refusesTickersOnTheBusinessPath() throws IOException {
        try (SimulatedVenue okx = okx();
                WebSocketTestClient client = WebSocketTestClient.connect(okx.port(), "/ws/v5/business")) {
            client.send(SUBSCRIBE_BOOK);
            assertThat(client.nextText()).contains("\"code\":\"64002\"");
        }
    }

    @Test
    void numbersTradesByTheirFillsAndBooksWithJumps() throws IOException {
        try (SimulatedVenue okx = okx(2000, TestModels.of(Venue.OKX));
                WebSocketTestClient client = WebSocketTestClient.connect(okx.port(), PUBLIC)) {
            client.send(SUBSCRIBE_BTC);
            long lastTradeId = -1;
            long lastSeq = -1;
            int trades = 0;
            int jumps = 0;
            while (trades < 50) {
                String push = client.nextText(text -> text.contains("\"data\":["));
                if (push.contains("\"trades\"")) {
                    Matcher trade = TRADE.matcher(push);
                    assertThat(trade.find()).as(push).isTrue();
                    long id = Long.parseLong(trade.group(1));
                    assertThat(lastTradeId < 0 || id - Long.parseLong(trade.group(2)) == lastTradeId)
                            .as(push)
                            .isTrue();
                    lastTradeId = id;
                    trades++;
                } else if (push.contains("\"bbo-tbt\"")) {
                    Matcher seq = SEQ.matcher(push);
                    assertThat(seq.find()).as(push).isTrue();
                    long number = Long.parseLong(seq.group(1));
                    assertThat(number).isGreaterThan(lastSeq);
                    jumps += number > lastSeq + 1 ? 1 : 0;
                    lastSeq = number;
                }
            }
            assertThat(jumps).isPositive();
        }
    }

    @Test
    void sendsATickerOfAPairAtMostEveryTenthOfASecond() throws IOException {
        try (SimulatedVenue okx = okx(1000, TestModels.of(Venue.OKX));
                WebSocketTestClient client = WebSocketTestClient.connect(okx.port(), PUBLIC)) {
            client.send("{\"op\":\"subscribe\",\"args\":[{\"channel\":\"tickers\",\"instId\":\"BTC-USDT\"}]}");
            List<String> tickers = client.texts(6, text -> text.contains("\"data\":["));

            Pattern ts = Pattern.compile("\"ts\":\"(\\d+)\"}]}$");
            long last = 0;
            for (String ticker : tickers.subList(1, tickers.size())) { // the first was the last known
                Matcher time = ts.matcher(ticker);
                assertThat(time.find()).as(ticker).isTrue();
                long ms = Long.parseLong(time.group(1));
                assertThat(ms - last).isGreaterThanOrEqualTo(100 - 1); // of milliseconds cut off
                last = ms;
            }
        }
    }

    @Test
    void stopsPushingWhatIsUnsubscribed() throws IOException {
        try (SimulatedVenue okx = okx();
                WebSocketTestClient client = WebSocketTestClient.connect(okx.port(), PUBLIC)) {
            client.send(SUBSCRIBE_BOOK);
            client.texts(3, text -> true);
            client.send(
                    "{\"id\":\"9\",\"op\":\"unsubscribe\",\"args\":[{\"channel\":\"bbo-tbt\",\"instId\":\"BTC-USDT\"}]}");

            client.nextText(
                    text -> text.startsWith(
                            "{\"id\":\"9\",\"event\":\"unsubscribe\",\"arg\":{\"channel\":\"bbo-tbt\",\"instId\":\"BTC-USDT\"}"));
            assertThat(client.isSilentFor(Duration.ofMillis(200))).isTrue();
        }
    }

    @Test
    void refusesMoreRequestsThanAnHourAllows() throws IOException {
        try (SimulatedVenue okx = okx(0, TestModels.of(Venue.OKX));
                WebSocketTestClient client = WebSocketTestClient.connect(okx.port(), PUBLIC)) {
            for (int i = 0; i < 480; i++) {
                client.send(SUBSCRIBE_BOOK);
            }
            client.texts(960, text -> true);
            client.send(SUBSCRIBE_BOOK);

            assertThat(client.nextText())
                    .startsWith("{\"event\":\"error\",\"code\":\"60014\",\"msg\":\"Requests too frequent\"");
        }
    }

    @Test
    void closesOnARequestThatIsTooLong() throws IOException {
        try (SimulatedVenue okx = okx();
                WebSocketTestClient client = WebSocketTestClient.connect(okx.port(), PUBLIC)) {
            client.send(WebSocketFrames.TEXT, new byte[64 * 1024 + 1]);

            WebSocketTestClient.Frame end = client.nextEnd();
            assertThat(end.closeCode()).isEqualTo(1009);
            assertThat(end.closeReason()).isEqualTo("Request message exceeds the maximum frame length");
        }
    }

    @Test
    void closesWhoSubscribesToNothingEvenIfItPings() throws IOException {
        try (SimulatedVenue okx = okx(100, TestModels.idleAfter(Duration.ofMillis(300)));
                WebSocketTestClient client = WebSocketTestClient.connect(okx.port(), PUBLIC)) {
            client.send("ping");
            assertThat(client.nextText()).isEqualTo("pong");

            WebSocketTestClient.Frame end = client.nextEnd();
            assertThat(end.closeCode()).isEqualTo(4004);
            assertThat(end.closeReason()).isEqualTo("No data received in 30s");
        }
    }

    @Test
    void closesASilentConnectionUnlessItPings() throws IOException {
        try (SimulatedVenue okx = okx(0, TestModels.idleAfter(Duration.ofMillis(500)));
                WebSocketTestClient client = WebSocketTestClient.connect(okx.port(), PUBLIC)) {
            client.send(SUBSCRIBE_BOOK);
            client.texts(2, text -> true);
            for (int i = 0; i < 8; i++) {
                assertThat(client.isSilentFor(Duration.ofMillis(100))).isTrue();
                client.send("ping");
                assertThat(client.nextText()).isEqualTo("pong");
            }

            assertThat(client.nextEnd().closeCode()).isEqualTo(4004);
        }
    }

    @Test
    void closesWhoDoesNotRead() throws IOException {
        try (SimulatedVenue okx = okx(20_000, TestModels.maxUnsentBytes(Venue.OKX, 64 * 1024));
                WebSocketTestClient client = WebSocketTestClient.connectSmall(okx.port(), PUBLIC)) {
            client.send(SUBSCRIBE_BTC);
            SimulatorHttp http = new SimulatorHttp(okx);
            Await.until(() -> http.get("/_sim/status").body().contains("\"subscriptions\":3"));
            Await.until(() -> http.get("/_sim/status").body().contains("\"subscriptions\":0"));

            WebSocketTestClient.Frame end = client.nextEnd();
            assertThat(end.closeCode()).isEqualTo(4005);
            assertThat(end.closeReason()).isEqualTo("Buffer is full, cannot write data");
        }
    }

    @Test
    void refusesMoreThanThreeHandshakesASecond() throws IOException {
        try (SimulatedVenue okx = okx(0, VenueModels.of(Venue.OKX))) {
            for (int i = 0; i < 3; i++) {
                try (WebSocketTestClient client = WebSocketTestClient.attempt(okx.port(), PUBLIC)) {
                    assertThat(client.isOpen()).isTrue();
                }
            }
            try (WebSocketTestClient fourth = WebSocketTestClient.attempt(okx.port(), PUBLIC)) {
                assertThat(fourth.status()).contains(" 429 ");
            }
        }
    }

    @Test
    void answersPingFramesAndRefusesUnknownPaths() throws IOException {
        try (SimulatedVenue okx = okx(0, TestModels.of(Venue.OKX));
                WebSocketTestClient client = WebSocketTestClient.connect(okx.port(), PUBLIC);
                WebSocketTestClient lost = WebSocketTestClient.attempt(okx.port(), "/ws/v5/nowhere")) {
            client.send(WebSocketFrames.PING, new byte[] {1, 2, 3});
            WebSocketTestClient.Frame pong = client.next();

            assertThat(pong.opcode()).isEqualTo(WebSocketFrames.PONG);
            assertThat(pong.payload()).containsExactly(1, 2, 3);
            assertThat(lost.status()).contains(" 404 ");
        }
    }

    @Test
    void runsOnAnEventLoopThatIsGivenAndLeavesItRunning() throws IOException {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
        SimulatedVenue okx = SimulatedVenue.start(SimulatorOptions.of(Venue.OKX), group, NioServerSocketChannel::new);
        try (WebSocketTestClient client = WebSocketTestClient.connect(okx.port(), PUBLIC)) {
            client.send(SUBSCRIBE_BOOK);
            client.texts(3, text -> true);
        }
        okx.close();
        okx.close(); // once more does no harm

        assertThat(group.isShuttingDown()).isFalse();
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void readsARequestThatComesWithTheHandshake() throws IOException {
        try (SimulatedVenue okx = okx();
                WebSocketTestClient client = WebSocketTestClient.ask(okx.port(), PUBLIC)) {
            client.send("ping");
            assertThat(client.readHead()).contains(" 101 ");
            assertThat(client.nextText()).isEqualTo("pong");
        }
    }

    @Test
    void saysGoodbyeWhenItIsClosed() throws IOException {
        SimulatedVenue okx = okx();
        try (WebSocketTestClient client = WebSocketTestClient.connect(okx.port(), PUBLIC)) {
            client.send(SUBSCRIBE_BOOK);
            client.nextText();
            okx.close();

            assertThat(client.nextEnd().closeCode()).isEqualTo(1001);
        }
    }
}
