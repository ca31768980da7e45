package io.quotegate.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.app.Gateway;
import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.feed.sim.SimulatorOptions;
import io.quotegate.market.Venue;
import io.quotegate.testkit.RawSocket;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a gateway records, served once more by another one on a venue that plays the recording. */
@Timeout(120)
class RecordingIT {
    @TempDir
    private Path home;

    @ParameterizedTest
    @EnumSource
    void canBeReplayed(Venue venue) throws IOException {
        try (SimulatedMarket market =
                new SimulatedMarket(500, "files.dir=" + home, "files.record=true", "feeds.preferred=okx")) {
            SimulatedMarket.await(
                    "a thousand quotes",
                    () -> seq(market.get("/v1/quotes/BTC-USDT").body()) > 100);
        }
        tradesCanBeReplayed(venue);
        Path recording = recording("quotes_BTC-USDT_");
        List<String> rows = lines(recording);
        assertThat(rows).hasSizeGreaterThan(100);
        String[] last = rows.get(rows.size() - 1).split(",", -1);
        SimulatorOptions options =
                SimulatorOptions.of(venue).withReplay(recording, 100).withPairs(List.of("BTC-USDT"));
        try (SimulatedVenue replayed = SimulatedVenue.start(options);
                Gateway gateway = start(venue, replayed)) {
            SimulatedMarket.await(
                    "the last quote of the recording",
                    () -> quote(gateway)
                            .contains("\"bid\":\"" + last[4] + "\",\"bidSize\":\"" + last[5] + "\",\"ask\":\"" + last[6]
                                    + "\",\"askSize\":\"" + last[7] + '"'));
        }
    }

    @Test
    void endsWithWhatWasServedAndNotWithWhatLeavingTheVenuesMakesOfIt() throws IOException {
        try (SimulatedMarket market = new SimulatedMarket(500, "files.dir=" + home, "files.record=true")) {
            SimulatedMarket.await(
                    "quotes of the preferred venue",
                    () -> market.get("/v1/quotes/BTC-USDT").body().contains("\"venue\":\"okx\""));
        }
        List<String[]> rows = lines(recording("quotes_BTC-USDT_")).stream()
                .skip(1)
                .map(row -> row.split(",", -1))
                .toList();
        assertThat(rows.get(rows.size() - 1)[3]).isEqualTo("okx");
        assertThat(rows).noneMatch(row -> row[11].equals("1")); // stale
    }

    @Test
    void isOfferedBeforeItsHourIsOverIfSomebodyAsksForIt() throws IOException {
        try (SimulatedMarket market = new SimulatedMarket(500, "files.dir=" + home, "files.record=true")) {
            SimulatedMarket.await(
                    "a recording under way",
                    () -> market.post("/v1/files/roll").body().contains("quotes_BTC-USDT_"));
            Path ended = recording("quotes_BTC-USDT_");
            assertThat(lines(ended)).hasSizeGreaterThan(1);
            assertThat(market.get("/v1/files").body())
                    .contains(ended.getFileName().toString());
            HttpResponse<String> again = market.post("/v1/files/roll");
            assertThat(again.statusCode()).isEqualTo(429);
            assertThat(again.body()).contains("\"code\":\"limit\"");
            assertThat(market.get("/v1/files/roll").body()).contains("unknown_file");
        }
    }

    @Test
    void holdsWhatWasServedInThatOrderAlsoWhereTheVenueChanges() throws IOException {
        List<String> served = new ArrayList<>();
        try (SimulatedMarket market = new SimulatedMarket(500, "files.dir=" + home, "files.record=true");
                Subscription all = new Subscription(market)) {
            all.send("{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"BTC-USDT\"],\"mode\":\"all\"}");
            assertThat(all.next().path("event").asText()).isEqualTo("subscribed");
            hear(all, 50, served);
            market.stopOkx();
            JsonNode switched = all.await(quote -> {
                served.add(line(quote));
                return quote.path("venue").asText().equals("binance");
            });
            assertThat(switched.path("stale").asBoolean()).isFalse();
            hear(all, 50, served);
        }
        List<String> recorded = rowsOfAllHours("quotes_BTC-USDT_").stream()
                .map(row -> row.split(",", -1))
                .map(row -> String.join(" ", row[10], row[3], row[4], row[5], row[6], row[7]))
                .toList();
        int from = recorded.indexOf(served.get(0));
        assertThat(recorded.subList(from, from + served.size())).isEqualTo(served);
    }

    private static void hear(Subscription subscription, int count, List<String> into) throws IOException {
        for (int i = 0; i < count; i++) {
            into.add(line(subscription.next()));
        }
    }

    private static String line(JsonNode quote) {
        return Stream.of("seq", "venue", "bid", "bidSize", "ask", "askSize")
                .map(name -> quote.path(name).asText())
                .collect(Collectors.joining(" "));
    }

    private void tradesCanBeReplayed(Venue venue) throws IOException {
        Path recording = recording("trades_BTC-USDT_");
        List<String[]> rows =
                lines(recording).stream().skip(1).map(row -> row.split(",", -1)).toList();
        assertThat(rows).hasSizeGreaterThan(3);
        try (SimulatedVenue replayed = SimulatedVenue.start(
                        SimulatorOptions.of(venue).withReplay(recording, 100).withPairs(List.of("BTC-USDT")));
                Gateway gateway = start(venue, replayed)) {
            SimulatedMarket.await(
                    "all trades of the recording",
                    () -> SimulatedMarket.count(trades(gateway), "\"price\"") == rows.size());
            String told = trades(gateway);
            int at = told.length();
            for (String[] row : rows) { // the newest are told first
                at = told.lastIndexOf(trade(venue, row), at - 1);
                assertThat(at).as("%s in %s", trade(venue, row), told).isPositive();
            }
        }
    }

    /** How a recorded trade is told, from its id on where the venue's is known. */
    private static String trade(Venue venue, String[] row) {
        String id = venue == Venue.OKX ? "\"id\":\"" + row[4] + "\"," : "";
        return id + "\"price\":\"" + row[6] + "\",\"size\":\"" + row[7] + "\",\"side\":\"" + row[8] + "\",\"time\":"
                + row[1];
    }

    private static Gateway start(Venue venue, SimulatedVenue replayed) throws IOException {
        return TestGateways.start(
                "feeds.preferred=" + venue.wireName(),
                "venues.okx.ws=ws://127.0.0.1:" + replayed.port() + "/ws/v5/public",
                "venues.binance.ws=ws://127.0.0.1:" + replayed.port(),
                "pairs=BTC-USDT");
    }

    private static String quote(Gateway gateway) {
        return get(gateway, "/v1/quotes/BTC-USDT");
    }

    private static String trades(Gateway gateway) {
        return get(gateway, "/v1/trades/BTC-USDT?limit=1000");
    }

    private static String get(Gateway gateway, String path) {
        try (RawSocket socket = new RawSocket(gateway.address())) {
            socket.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            return socket.readToEnd();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long seq(String quote) {
        int at = quote.indexOf("\"seq\":") + 6;
        return at < 6 ? 0 : Long.parseLong(quote.substring(at, quote.indexOf(',', at)));
    }

    private Path recording(String prefix) throws IOException {
        Path largest = home;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(home, prefix + "*.csv.gz")) {
            for (Path file : files) {
                largest = largest.equals(home) || Files.size(file) > Files.size(largest) ? file : largest;
            }
        }
        return largest;
    }

    private List<String> rowsOfAllHours(String prefix) throws IOException {
        List<Path> hours = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(home, prefix + "*.csv.gz")) {
            files.forEach(hours::add);
        }
        List<String> rows = new ArrayList<>();
        for (Path hour : hours.stream().sorted().toList()) {
            rows.addAll(lines(hour).stream().skip(1).toList());
        }
        return rows;
    }

    private static List<String> lines(Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
            return new String(in.readAllBytes(), UTF_8).lines().toList();
        }
    }
}
