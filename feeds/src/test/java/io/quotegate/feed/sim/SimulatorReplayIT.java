package io.quotegate.feed.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.quotegate.market.Venue;
import io.quotegate.testkit.Captures;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Recordings played by the simulated venues. */
@Timeout(120)
class SimulatorReplayIT {
    private static final double AS_FAST_AS_POSSIBLE = 1e6;
    private static final long START_MS = 1_700_000_000_000L;

    private static final List<String> BOOKS = List.of(
            "{\"u\":1,\"s\":\"BTCUSDT\",\"b\":\"50000.10000000\",\"B\":\"1.00000000\",\"a\":\"50000.2\",\"A\":\"0.50\"}",
            "{\"u\":2,\"s\":\"BTCUSDT\",\"b\":\"50000.10000000\",\"B\":\"1.00000001\",\"a\":\"50000.2\",\"A\":\"0.50\"}",
            "{\"u\":3,\"s\":\"BTCUSDT\",\"b\":\"50000.00000000\",\"B\":\"7\",\"a\":\"50000.2\",\"A\":\"0.50\"}");
    private static final String TRADE = "{\"e\":\"trade\",\"E\":" + (START_MS + 1234) + ",\"s\":\"BTCUSDT\",\"t\":77,"
            + "\"p\":\"50000.20\",\"q\":\"0.25\",\"T\":" + (START_MS + 1230) + ",\"m\":false,\"M\":true}";

    @TempDir
    private Path folder;

    private static String combined(String stream, String data) {
        return "{\"stream\":\"" + stream + "\",\"data\":" + data + '}';
    }

    private Path timedRecording() throws IOException {
        List<String> lines = List.of(
                START_MS + "000000 " + combined("btcusdt@bookTicker", BOOKS.get(0)),
                (START_MS + 10) + "000000 " + combined("btcusdt@bookTicker", BOOKS.get(1)),
                (START_MS + 20) + "000000 {\"lastUpdateId\":1,\"bids\":[],\"asks\":[]}",
                (START_MS + 20) + "000000 " + combined("btcusdt@trade", TRADE),
                (START_MS + 30) + "000000 " + combined("btcusdt@bookTicker", BOOKS.get(2)));
        Path file = folder.resolve("timed");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }

    private static SimulatedVenue replay(Venue venue, Path file, double speed) throws IOException {
        return SimulatedVenue.start(SimulatorOptions.of(venue).withReplay(file, speed), TestModels.of(venue));
    }

    @Test
    void sendsEachConnectionTheRecordedBytesInItsForm() throws Exception {
        try (SimulatedVenue binance = replay(Venue.BINANCE, timedRecording(), 0.1);
                WebSocketTestClient raw = WebSocketTestClient.connect(binance.port(), "/ws/btcusdt@bookTicker");
                WebSocketTestClient combined =
                        WebSocketTestClient.connect(binance.port(), "/stream?streams=btcusdt@trade")) {
            assertThat(raw.texts(3, text -> true)).isEqualTo(BOOKS);
            assertThat(combined.nextText()).isEqualTo(combined("btcusdt@trade", TRADE));
            assertThat(raw.isSilentFor(Duration.ofMillis(200))).isTrue();
        }
    }

    @Test
    void waitsForTheFirstSubscriptionAndFollowsTheRecordingWithClockAndRest() throws Exception {
        try (SimulatedVenue binance = replay(Venue.BINANCE, timedRecording(), AS_FAST_AS_POSSIBLE)) {
            SimulatorHttp http = new SimulatorHttp(binance);
            String before = http.get("/api/v3/time").body();
            assertThat(http.get("/api/v3/exchangeInfo").body())
                    .contains("\"symbol\":\"BTCUSDT\"")
                    .doesNotContain("ETH");
            assertThat(http.get("/api/v3/trades?symbol=BTCUSDT").body()).isEqualTo("[]");
            assertThat(http.get("/api/v3/time").body()).isEqualTo(before);

            try (WebSocketTestClient client = WebSocketTestClient.connect(binance.port(), "/ws/btcusdt@bookTicker")) {
                client.texts(3, text -> true);
            }

            long serverTime = Long.parseLong(http.get("/api/v3/time").body().replaceAll("\\D", ""));
            assertThat(serverTime).isEqualTo(START_MS + 1234 + 10); // the venue was ahead of the recorder
            assertThat(http.get("/api/v3/ticker/bookTicker?symbol=BTCUSDT").body())
                    .isEqualTo("{\"symbol\":\"BTCUSDT\",\"bidPrice\":\"50000.00000000\",\"bidQty\":\"7\","
                            + "\"askPrice\":\"50000.2\",\"askQty\":\"0.50\"}");
            assertThat(http.get("/api/v3/trades?symbol=BTCUSDT").body())
                    .contains("\"id\":77,\"price\":\"50000.20\",\"qty\":\"0.25\"");
            assertThat(http.get("/_sim/status").body()).contains("\"replay\":{\"played\":4,\"finished\":true}");
        }
    }

    @Test
    void goesOnWhereItIsForWhoComesBack() throws Exception {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            lines.append(BOOKS.get(0).replace("\"u\":1,", "\"u\":" + (1000 + i) + ','))
                    .append('\n');
        }
        Path file = Files.writeString(folder.resolve("plain"), lines);
        try (SimulatedVenue binance = replay(Venue.BINANCE, file, 1)) {
            String last;
            try (WebSocketTestClient client = WebSocketTestClient.connect(binance.port(), "/ws/btcusdt@bookTicker")) {
                assertThat(client.nextText()).startsWith("{\"u\":1000,");
                last = client.texts(20, text -> true).get(19);
            }
            try (WebSocketTestClient client = WebSocketTestClient.connect(binance.port(), "/ws/btcusdt@bookTicker")) {
                assertThat(client.nextText()).isGreaterThan(last);
            }
        }
    }

    @Test
    void playsWrappedMessagesThatCameInAndRepeatsTheLastOnSubscribing() throws Exception {
        String push = "{\"arg\":{\"channel\":\"trades\",\"instId\":\"BTC-USDT\"},\"data\":[{\"instId\":\"BTC-USDT\","
                + "\"tradeId\":\"314161276\",\"px\":\"43474.1\",\"sz\":\"0.00373695\",\"side\":\"buy\","
                + "\"ts\":\"1646311839593\"}]}";
        String raw = push.replace("\"", "\\\"");
        Path file = Files.writeString(
                folder.resolve("wrapped.jsonl"),
                "{\"dir\": \"connect\", \"url\": \"wss://x\", \"t\": 1646311838.5}\n"
                        + "{\"dir\": \"out\", \"t\": 1646311839.1, \"raw\": \"{\\\"op\\\":\\\"subscribe\\\"}\"}\n"
                        + "{\"dir\": \"in\", \"t\": 1646311839.2, \"raw\": \"{\\\"event\\\":\\\"subscribe\\\",\\\"arg\\\":{}}\"}\n"
                        + "{\"dir\": \"in\", \"t\": 1646311839.6, \"raw\": \"" + raw + "\"}\n");
        String subscribe = "{\"op\":\"subscribe\",\"args\":[{\"channel\":\"trades\",\"instId\":\"BTC-USDT\"}]}";
        try (SimulatedVenue okx = replay(Venue.OKX, file, 1);
                WebSocketTestClient client = WebSocketTestClient.connect(okx.port(), "/ws/v5/public")) {
            client.send(subscribe);
            assertThat(client.nextText()).contains("\"event\":\"subscribe\"");
            assertThat(client.nextText()).isEqualTo(push);
            client.send(subscribe);
            assertThat(client.nextText()).contains("\"event\":\"subscribe\"");
            assertThat(client.nextText()).isEqualTo(push);
            client.send("ping");
            assertThat(client.nextText()).isEqualTo("pong");
        }
    }

    @Test
    void refusesAFileThatHoldsNothingToPlay() throws Exception {
        Path file = Files.writeString(folder.resolve("nothing"), "{\"a\":1}\nnonsense\n");

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> replay(Venue.OKX, file, 1))
                .withMessageContaining("holds no spot market data of okx");
    }

    @Test
    void deliversEveryBookTickerOfARealRecordingInOrder() throws Exception {
        Path file = Captures.file("binance/spot_btcusdt_20240808.gz");
        List<String> expected = Captures.lines("binance/spot_btcusdt_20240808.gz").stream()
                .filter(line -> line.contains("@bookTicker"))
                .map(line -> line.substring(line.indexOf("\"data\":") + 7, line.length() - 1))
                .toList();
        assertThat(expected).hasSize(28_040);
        try (SimulatedVenue binance = replay(Venue.BINANCE, file, AS_FAST_AS_POSSIBLE);
                WebSocketTestClient client =
                        WebSocketTestClient.connectSmall(binance.port(), "/ws/btcusdt@bookTicker")) {
            assertThat(client.texts(28_040, text -> true)).isEqualTo(expected);
            assertThat(new SimulatorHttp(binance)
                            .get("/api/v3/ticker/price?symbol=BTCUSDT")
                            .body())
                    .matches("\\{\"symbol\":\"BTCUSDT\",\"price\":\"6\\d{4}\\.\\d{8}\"}");
        }
    }

    @Test
    void playsARecordingOfOldOkxMessages() throws Exception {
        Path file = Captures.file("okx/okx_ws_2022-05-13.jsonl");
        try (SimulatedVenue okx = replay(Venue.OKX, file, AS_FAST_AS_POSSIBLE);
                WebSocketTestClient client = WebSocketTestClient.connect(okx.port(), "/ws/v5/public")) {
            client.send(
                    "{\"op\":\"subscribe\",\"args\":[{\"channel\":\"trades\",\"instId\":\"BTC-USDT\"},"
                            + "{\"channel\":\"tickers\",\"instId\":\"BTC-USDT\"},{\"channel\":\"books\",\"instId\":\"BTC-USDT\"},"
                            + "{\"channel\":\"bbo-tbt\",\"instId\":\"BTC-USDT\"},{\"channel\":\"trades\",\"instId\":\"UNI-USD-SWAP\"}]}");
            assertThat(client.texts(5, text -> true)).allMatch(text -> text.contains("\"event\":\"subscribe\""));

            List<String> pushes = client.texts(69 + 25 + 98 + 1, text -> true);
            assertThat(pushes)
                    .filteredOn(text -> text.contains("\"channel\":\"trades\",\"instId\":\"BTC-USDT\""))
                    .hasSize(69);
            assertThat(pushes)
                    .filteredOn(text -> text.contains("\"channel\":\"tickers\""))
                    .hasSize(25);
            assertThat(pushes)
                    .filteredOn(text -> text.contains("\"channel\":\"books\""))
                    .hasSize(98);
            SimulatorHttp http = new SimulatorHttp(okx);
            assertThat(http.get("/api/v5/market/ticker?instId=BTC-USDT").body())
                    .contains("\"instId\":\"BTC-USDT\",\"last\":\"30");
            assertThat(http.get("/api/v5/market/books?instId=BTC-USDT&sz=400").body())
                    .as("the book that the recording began with a snapshot of")
                    .matches("\\{\"code\":\"0\".*(\\[\"30[0-9.]+\",\"[0-9.]+\",\"0\",\"[0-9]+\"],?){100}.*");
            assertThat(http.get("/api/v5/market/books-full?instId=BTC-USDT&sz=5000")
                            .statusCode())
                    .isEqualTo(503);
            client.send("{\"op\":\"unsubscribe\",\"args\":[{\"channel\":\"books\",\"instId\":\"BTC-USDT\"}]}");
            client.send("{\"op\":\"subscribe\",\"args\":[{\"channel\":\"books\",\"instId\":\"BTC-USDT\"}]}");
            assertThat(client.texts(1, text -> text.contains("\"action\"")))
                    .as("who comes late begins with a snapshot")
                    .allMatch(text -> text.contains("\"action\":\"snapshot\""));
        }
    }

    @Test
    void answersWithTheBookOfARecordingThatHasASnapshotOfItAndElseSaysWhyNot() throws Exception {
        Path file = Captures.file("binance/spot_btcusdt_20240808.gz");
        try (SimulatedVenue binance = replay(Venue.BINANCE, file, AS_FAST_AS_POSSIBLE);
                WebSocketTestClient client = WebSocketTestClient.connect(binance.port(), "/ws/btcusdt@depth@100ms")) {
            SimulatorHttp http = new SimulatorHttp(binance);
            List<String> pushes = client.texts(3_451, text -> true);
            String last = pushes.get(pushes.size() - 1).replaceAll(".*\"u\":(\\d+).*", "$1");
            assertThat(http.get("/api/v3/depth?symbol=BTCUSDT&limit=100").body())
                    .startsWith("{\"lastUpdateId\":" + last + ",\"bids\":[[\"6");
            assertThat(http.get("/api/v3/depth?symbol=BTCUSDT&limit=5000"))
                    .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(503))
                    .satisfies(
                            answer -> assertThat(answer.body())
                                    .matches(
                                            "\\{\"code\":-1000,\"msg\":\"the recording tells \\d+ levels of this book and not 5000\"}"));
        }
        try (SimulatedVenue binance = replay(Venue.BINANCE, timedRecording(), AS_FAST_AS_POSSIBLE)) {
            assertThat(new SimulatorHttp(binance)
                            .get("/api/v3/depth?symbol=BTCUSDT&limit=100")
                            .body())
                    .isEqualTo("{\"code\":-1000,\"msg\":\"the recording has no snapshot of this book that what was"
                            + " played until now follows on\"}");
        }
    }
}
