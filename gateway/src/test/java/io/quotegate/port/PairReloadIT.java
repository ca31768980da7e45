package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.app.Gateway;
import io.quotegate.codec.proto.v1.Mode;
import io.quotegate.config.ConfigLoader;
import io.quotegate.config.ConfigSources;
import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.feed.sim.SimulatorOptions;
import io.quotegate.market.Venue;
import io.quotegate.testkit.RawSocket;
import io.quotegate.testkit.WebSocketProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pairs that are added and taken out under clients of every kind, on two simulated venues that have more of them. */
@Timeout(180)
class PairReloadIT {
    private static final Set<CheckedClient.Way> WAYS = EnumSet.complementOf(EnumSet.of(CheckedClient.Way.FILE));
    private static final String TWO = "[BTC-USDT, ETH-USDT]";
    private static final String THREE = "[BTC-USDT, ETH-USDT, SOL-USDT]";

    @TempDir
    private Path directory;

    private final List<CheckedClient> clients = new ArrayList<>();
    private SimulatedVenue okx;
    private SimulatedVenue binance;
    private Path file;
    private Gateway gateway;

    @BeforeEach
    void start() throws IOException {
        okx = SimulatedVenue.start(SimulatorOptions.of(Venue.OKX).withRatePerSecond(450));
        binance = SimulatedVenue.start(SimulatorOptions.of(Venue.BINANCE).withRatePerSecond(450));
        file = directory.resolve("quotegate.yaml");
        write(TWO);
        gateway = Gateway.start(ConfigLoader.load(sources()));
        SimulatedMarket.await("both on okx", () -> SimulatedMarket.count(get("/v1/quotes"), "\"venue\":\"okx\"") == 2);
    }

    @AfterEach
    void stop() throws IOException {
        for (CheckedClient client : clients) {
            client.close();
        }
        gateway.close();
        okx.close();
        binance.close();
    }

    private ConfigSources sources() {
        return new ConfigSources(
                file,
                Map.of(),
                List.of(
                        "server.port=0",
                        "files.dir=" + directory.resolve("files"),
                        "store.path=none",
                        "tls.dir=" + directory,
                        "venues.okx.ws=ws://127.0.0.1:" + okx.port() + "/ws/v5/public",
                        "venues.binance.ws=ws://127.0.0.1:" + binance.port(),
                        "venues.okx.rest=http://127.0.0.1:" + okx.restPort(),
                        "venues.binance.rest=http://127.0.0.1:" + binance.restPort(),
                        "venues.okx.simulated=true",
                        "venues.binance.simulated=true"),
                null);
    }

    private void write(String pairs) throws IOException {
        Files.writeString(file, "pairs: " + pairs + '\n');
    }

    private boolean reload(String pairs) throws IOException {
        write(pairs);
        return gateway.reload(() -> ConfigLoader.load(sources()));
    }

    private String get(String path) {
        try (RawSocket socket = new RawSocket(gateway.address())) {
            return socket.send("GET " + path + " HTTP/1.0\r\n\r\n").readToEnd();
        } catch (IOException e) {
            throw new AssertionError(path, e);
        }
    }

    /** One client of each kind, and each that wants all, wanting every pair there is. */
    private List<CheckedClient> subscribe() throws IOException {
        List<CheckedClient> begun = new ArrayList<>();
        for (CheckedClient.Way way : WAYS) {
            for (Mode mode : List.of(Mode.MODE_LATEST, Mode.MODE_ALL)) {
                begun.add(new CheckedClient(gateway.address(), way, mode, new byte[0]));
            }
        }
        clients.addAll(begun);
        return begun;
    }

    private static void awaitQuotes(List<CheckedClient> of, String pair, long more) {
        Map<CheckedClient, Long> from = new HashMap<>();
        of.forEach(client -> from.put(client, client.told().seq(pair)));
        from.forEach((client, seq) -> SimulatedMarket.await(
                more + " quotes of " + pair + " for " + client,
                () -> client.told().seq(pair) >= seq + more || client.isClosed()));
        assertUnharmed(of);
    }

    private static void assertUnharmed(List<CheckedClient> of) {
        for (CheckedClient client : of) {
            assertThat(client.wrong()).as(client.toString()).isNull();
            assertThat(client.told().reason()).as(client.toString()).isNull();
            assertThat(client.isClosed()).as(client.toString()).isFalse();
        }
    }

    private static Predicate<JsonNode> status(String reason) {
        return message -> message.path("reason").asText().equals(reason);
    }

    @Test
    void addsAPairUnderSubscribersOfAllKindsAndServesItToAllKinds() throws IOException {
        List<CheckedClient> before = subscribe();
        awaitQuotes(before, "BTC-USDT", 20);
        try (Subscription status = new Subscription(gateway)) {
            status.send("{\"op\":\"subscribe\",\"channel\":\"status\"}");
            status.next();
            assertThat(reload(THREE)).isTrue();
            JsonNode added = status.await(status("pair_added"));
            assertThat(added.path("pair").asText()).isEqualTo("SOL-USDT");
            assertThat(added.path("type").asText()).isEqualTo("recovered");
        }
        assertThat(get("/v1/pairs")).contains("SOL-USDT");
        SimulatedMarket.await(
                "the new pair on okx", () -> get("/v1/quotes/SOL-USDT").contains("\"venue\":\"okx\""));
        List<CheckedClient> after = subscribe();
        awaitQuotes(after, "SOL-USDT", 50);
        awaitQuotes(before, "SOL-USDT", 50); // they want all
        awaitQuotes(before, "BTC-USDT", 50);
        SimulatedMarket.await("its book on okx", () -> {
            String book = get("/v1/books/SOL-USDT?depth=5");
            return book.contains("\"venue\":\"okx\"") && book.contains("\"stale\":false");
        });
        assertThat(get("/v1/convert?from=SOL&to=BTC&amount=1")).contains("\"path\":[\"SOL-USDT\",\"BTC-USDT\"]");
        try (WebSocketProbe price = new WebSocketProbe(gateway.address(), "/SOL-USDT")) {
            price.text("?");
            assertThat(price.read().text()).startsWith("{\"SOL-USDT\":\"");
        }
        SimulatedMarket.await(
                "a day of candles of the new pair, and the open one",
                () -> SimulatedMarket.count(get("/v1/candles/SOL-USDT?limit=1440"), "\"openTime\"") == 1440);
        SimulatedMarket.await("trades", () -> SimulatedMarket.count(get("/v1/trades/SOL-USDT"), "\"price\"") == 100);
        SimulatedMarket.await(
                "indicators",
                () -> get("/v1/indicators/SOL-USDT").contains("\"venue\":\"")); // of minutes that were asked for
        assertThat(get("/metrics"))
                .contains("quotegate_venue_connects_total{venue=\"okx\"} 1")
                .contains("quotegate_venue_connects_total{venue=\"binance\"} 1");
    }

    @Test
    void whoWantsAllPairsOfAChannelHasThoseThatAreAddedButForWhatItDoesNotWant() throws IOException {
        try (Subscription all = new Subscription(gateway);
                Subscription some = new Subscription(gateway)) {
            for (String channel : List.of("quotes", "trades", "candles", "books")) {
                all.send("{\"op\":\"subscribe\",\"channel\":\"" + channel + "\",\"pairs\":[\"*\"]}");
                some.send("{\"op\":\"subscribe\",\"channel\":\"" + channel + "\",\"pairs\":[\"*\"]}");
            }
            some.send("{\"op\":\"unsubscribe\",\"channel\":\"trades\"}");
            some.send("{\"op\":\"unsubscribe\",\"channel\":\"candles\",\"pairs\":[\"BTC-USDT\",\"ETH-USDT\"]}");
            some.send("{\"op\":\"unsubscribe\",\"channel\":\"books\",\"pairs\":[\"*\"]}");
            some.await(message -> message.path("event").asText().equals("unsubscribed")
                    && message.path("data").path("channel").asText().equals("books"));
            assertThat(reload(THREE)).isTrue();
            for (String channel : List.of("candles", "trades", "quotes", "books")) {
                all.await(message -> message.path("channel").asText().equals(channel)
                        && message.path("pair").asText().equals("SOL-USDT"));
            }
            assertThat(all.await(message -> message.path("channel").asText().equals("books")
                                    && message.path("pair").asText().equals("SOL-USDT"))
                            .path("stale")
                            .asBoolean())
                    .isFalse();
            Set<String> channels = new HashSet<>();
            for (int quotes = 0; quotes < 100; ) {
                JsonNode message = some.next();
                if (message.path("pair").asText().equals("SOL-USDT")) {
                    channels.add(message.path("channel").asText());
                    quotes++;
                }
            }
            assertThat(channels).as("of what else it wants none").containsExactly("quotes");
            some.send("{\"op\":\"unsubscribe\",\"channel\":\"quotes\",\"pairs\":[\"SOL-USDT\"]}");
            some.await(message -> message.path("event").asText().equals("unsubscribed"));
            assertThat(reload(TWO)).isTrue();
            all.await(message -> message.path("stale").asBoolean());
            assertThat(reload(THREE)).isTrue();
            all.await(message -> message.path("channel").asText().equals("quotes")
                    && message.path("pair").asText().equals("SOL-USDT")
                    && !message.path("stale").asBoolean());
            for (int i = 0; i < 100; i++) {
                assertThat(some.next().path("pair").asText()).isNotEqualTo("SOL-USDT");
            }
        }
    }

    @Test
    void takesAPairOutTellsItsSubscribersAndServesItAgainWithItsNumbers() throws IOException {
        assertThat(reload(THREE)).isTrue();
        SimulatedMarket.await(
                "the third on okx", () -> get("/v1/quotes/SOL-USDT").contains("\"venue\":\"okx\""));
        List<CheckedClient> all = subscribe();
        awaitQuotes(all, "SOL-USDT", 20);
        try (Subscription told = new Subscription(gateway)) {
            told.send("{\"op\":\"subscribe\",\"channel\":\"status\"}");
            told.send("{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"SOL-USDT\"],\"mode\":\"all\"}");
            told.await(message -> message.path("seq").asLong() > 0);
            assertThat(reload(TWO)).isTrue();
            JsonNode last = told.await(message -> message.path("stale").asBoolean());
            assertThat(told.await(status("pair_removed")).path("pair").asText()).isEqualTo("SOL-USDT");
            assertThat(get("/v1/quotes/SOL-USDT")).startsWith("HTTP/1.1 404").contains("unknown_pair");
            assertThat(get("/v1/candles/SOL-USDT")).startsWith("HTTP/1.1 404");
            assertThat(get("/v1/quotes") + get("/v1/pairs")).doesNotContain("SOL-USDT");
            told.send("{\"op\":\"subscribe\",\"channel\":\"trades\",\"pairs\":[\"SOL-USDT\"]}");
            told.await(message -> message.path("code").asText().equals("unknown_pair"));
            awaitQuotes(all, "BTC-USDT", 50);
            assertThat(told.seqs()).containsEntry("SOL-USDT", last.path("seq").asLong());
            assertThat(reload(THREE)).isTrue();
            JsonNode again = told.await(message -> message.path("seq").asLong() > 0);
            assertThat(again.path("seq").asLong()).isEqualTo(last.path("seq").asLong() + 1);
            assertThat(again.path("stale").asBoolean()).isFalse();
            awaitQuotes(all, "SOL-USDT", 20);
            assertThat(reload(TWO)).isTrue();
            told.await(status("pair_removed"));
            told.send("{\"op\":\"unsubscribe\",\"channel\":\"quotes\",\"pairs\":[\"solusdt\"]}");
            told.await(message -> message.path("event").asText().equals("unsubscribed"));
        }
        assertUnharmed(all);
    }

    @Test
    void aWrongFileOrTooManyPairsChangeNothing() throws IOException {
        List<CheckedClient> all = subscribe();
        assertThat(reload("[BTC-USDT, SOL-USDT, sol]")).isFalse();
        assertThat(reload("[BTC-USDT, SOL-USDT, SOL-USDT]")).isFalse();
        for (String coin : List.of("A", "B")) {
            List<String> many = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                many.add(coin + i + "-USDT");
            }
            many.add("BTC-USDT");
            many.add("ETH-USDT");
            assertThat(reload(many.toString())).isEqualTo(coin.equals("A"));
        }
        assertThat(get("/v1/pairs"))
                .contains("A299-USDT")
                .doesNotContain("B0-USDT")
                .doesNotContain("SOL-USDT");
        assertThat(reload(TWO)).isTrue();
        assertThat(get("/v1/pairs")).doesNotContain("A299-USDT");
        awaitQuotes(all, "BTC-USDT", 20);
    }
}
