package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.quotegate.app.Gateway;
import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.feed.sim.SimulatorOptions;
import io.quotegate.market.Candle;
import io.quotegate.market.Instrument;
import io.quotegate.market.Venue;
import io.quotegate.testkit.LogProbe;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a gateway keeps, and what it does when it cannot. */
@Timeout(120)
class KeepingIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String DAY = "/v1/candles/BTC-USDT?limit=1440";

    @TempDir
    private Path directory;

    private static String get(Gateway gateway, String path) {
        try {
            URI uri = URI.create("http://127.0.0.1:" + gateway.address().getPort() + path);
            return HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Test
    void knowsTheMinutesOfBeforeAfterARestart() throws IOException {
        String path = "store.path=" + directory.resolve("new/q.db");
        long now = TimeUnit.MILLISECONDS.toMinutes(System.currentTimeMillis());
        try (Gateway gateway = TestGateways.start(path)) {
            for (int i = 20; i > 0; i--) {
                BigDecimal price = BigDecimal.valueOf(1000 + i);
                gateway.minutes()
                        .onCandle(Candle.of(new Instrument(1, "ETH-USDT"), Venue.BINANCE, (now - i) * Candle.MINUTE_US)
                                .withPrice(price)
                                .withVolumes(BigDecimal.ONE, price)
                                .withTrades(3, BigDecimal.ONE));
            }
        }
        try (Gateway gateway = TestGateways.start(path)) {
            SimulatedMarket.await(
                    "minutes of before",
                    () -> get(gateway, "/v1/indicators/ETH-USDT?window=1h")
                            .contains("\"samples\":{\"trades\":60,\"minutes\":20}"));
            assertThat(get(gateway, "/v1/indicators/ETH-USDT?window=20m"))
                    .contains("\"vwap\":\"1010.5\"", "\"moneyFlowIndex\":\"0\"", "\"venue\":\"binance\"");
            assertThat(get(gateway, "/metrics").lines()).contains("quotegate_store_up 1.0");
        }
    }

    @Test
    void knowsWhoWonBeforeAfterARestart() throws IOException {
        String path = "store.path=" + directory.resolve("q.db");
        String winners;
        try (Gateway gateway = TestGateways.start(path);
                JsonClient player = JsonClient.Way.FRAMES.connect(gateway.address())) {
            GameIT.win(player, "trader-1");
            winners = get(gateway, "/v1/game/winners");
            assertThat(winners).contains("\"trader-1\"");
        }
        try (Gateway gateway = TestGateways.start(path);
                JsonClient player = JsonClient.Way.FRAMES.connect(gateway.address())) {
            SimulatedMarket.await(
                    "winners of before", () -> get(gateway, "/v1/game/winners").equals(winners));
            GameIT.win(player, "trader-2");
            assertThat(get(gateway, "/v1/game/winners")).matches(".*trader-2.*trader-1.*");
        }
    }

    @Test
    void keepsTheTenCoinsWithTheirPrices() throws Exception {
        Path file = directory.resolve("q.db");
        try (SimulatedMarket market = new SimulatedMarket(200, "store.path=" + file)) {
            SimulatedMarket.await("open", () -> market.metric("quotegate_store_up") == 1);
            SimulatedMarket.await(
                    "last prices",
                    () -> SimulatedMarket.count(market.get("/courses").body(), "-USDT") == 9);
        }
        List<String> coins = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT symbol, last_price FROM coins ORDER BY position")) {
            while (row.next()) {
                coins.add(row.getString(1) + ' ' + (row.getString(2) == null ? "unknown" : "known"));
            }
        }
        assertThat(coins).hasSize(10).allMatch(coin -> coin.endsWith(" known"));
    }

    @Test
    void keepsWhichRecordingsThereAre() throws Exception {
        Path file = directory.resolve("q.db");
        Path files = directory.resolve("files");
        String[] sets = {"store.path=" + file, "files.dir=" + files, "files.record=true"};
        try (SimulatedMarket market = new SimulatedMarket(200, sets)) {
            SimulatedMarket.await("open", () -> market.metric("quotegate_store_up") == 1);
            SimulatedMarket.await(
                    "quotes", () -> market.get("/v1/quotes/BTC-USDT").statusCode() == 200);
        }
        List<String> recordings = recordings(file);
        assertThat(recordings).anyMatch(name -> name.startsWith("quotes_BTC-USDT_"));
        try (Stream<Path> there = Files.list(files)) {
            assertThat(there.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(recordings);
        }
        Files.delete(files.resolve(recordings.get(0)));
        try (Gateway gateway = TestGateways.start(sets)) {
            SimulatedMarket.await("forgotten", () -> !recordings(file).contains(recordings.get(0)));
        }
    }

    private static List<String> recordings(Path file) {
        List<String> names = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT name FROM recordings ORDER BY name")) {
            while (row.next()) {
                names.add(row.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return names;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void refusesAStoreOfVenuesOfTheOtherKindAndLeavesItAsItIs(boolean simulatedNow) throws Exception {
        Path file = directory.resolve("q.db");
        try (SimulatedVenue simulator = SimulatedVenue.start(SimulatorOptions.of(Venue.BINANCE));
                PassedVenue likeReal = PassedVenue.unmarked(simulator.port())) {
            int realPort = likeReal.port();
            run(file, simulatedNow ? realPort : simulator.port());
            List<String> before = rows(file);
            assertThat(before)
                    .contains("origin 1 " + (simulatedNow ? 0 : 1))
                    .anyMatch(row -> row.startsWith("winners "));
            List<String> told;
            try (LogProbe log = LogProbe.of("io.quotegate.store.Connector", Level.ERROR)) {
                run(file, simulatedNow ? simulator.port() : realPort);
                told = log.lines();
            }
            assertThat(told)
                    .singleElement()
                    .asString()
                    .startsWith("store " + file + ": it holds data of "
                            + (simulatedNow
                                    ? "real venues, and these are simulated"
                                    : "simulated venues, and these are real"));
            assertThat(rows(file)).isEqualTo(before);
        }
    }

    /** A gateway that has all kinds of things to keep; whether its venue is simulated only the venue says. */
    private static void run(Path file, int port) throws IOException {
        String[] sets = {
            "store.path=" + file,
            "feeds.preferred=binance",
            "venues.binance.simulated=false",
            "venues.binance.ws=ws://127.0.0.1:" + port,
            "venues.binance.rest=http://127.0.0.1:" + port
        };
        try (Gateway gateway = TestGateways.start(sets);
                JsonClient player = JsonClient.Way.FRAMES.connect(gateway.address())) {
            SimulatedMarket.await("last prices", () -> SimulatedMarket.count(get(gateway, "/courses"), "-USDT") == 9);
            SimulatedMarket.await(
                    "minutes of before", () -> SimulatedMarket.count(get(gateway, DAY), "openTime") == 1440);
            GameIT.win(player, "trader-1");
        }
    }

    /** All that is kept. */
    private static List<String> rows(Path file) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String table : List.of("origin", "candles", "coins", "winners")) {
                try (ResultSet row = statement.executeQuery("SELECT * FROM " + table)) {
                    while (row.next()) {
                        rows.add(table + values(row));
                    }
                }
            }
        }
        return rows;
    }

    private static String values(ResultSet row) throws SQLException {
        StringBuilder values = new StringBuilder();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
            values.append(' ').append(row.getString(i));
        }
        return values.toString();
    }

    @Test
    void servesQuotesWithoutAStoreAndSaysSo() throws IOException {
        Path inTheWay = Files.createFile(directory.resolve("data"));
        try (SimulatedMarket market = new SimulatedMarket(200, "store.path=" + inTheWay.resolve("q.db"))) {
            assertThat(market.get("/v1/quotes/BTC-USDT").statusCode()).isEqualTo(200);
            assertThat(market.get("/metrics").body().lines()).contains("quotegate_store_up 0.0");
            assertThat(market.get("/v1/indicators/BTC-USDT").statusCode()).isEqualTo(200);
            Files.delete(inTheWay);
            SimulatedMarket.await("up again", () -> market.metric("quotegate_store_up") == 1);
            SimulatedMarket.await("prices written", () -> market.metric("quotegate_store_rows_total") >= 10);
        }
        assertThat(inTheWay.resolve("q.db")).isRegularFile();
    }
}
