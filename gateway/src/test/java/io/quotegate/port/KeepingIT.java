package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.app.Gateway;
import io.quotegate.market.Candle;
import io.quotegate.market.Instrument;
import io.quotegate.market.Venue;
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

/** What a gateway keeps, and what it does when it cannot. */
@Timeout(60)
class KeepingIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

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
