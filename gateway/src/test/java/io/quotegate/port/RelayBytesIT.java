package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quotegate.app.Gateway;
import io.quotegate.feed.okx.OkxDialect;
import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.feed.sim.SimulatorOptions;
import io.quotegate.market.Venue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/**
 * What a client of the relay hears is what the venue says, byte for byte and without anything missing in between, but for the
 * times in which the venue cut the gateway off or the gateway was another one; and a book that the client keeps as ccxt does
 * is never crossed. {@code -Dquotegate.relay.minutes=10} for so many minutes; without it some seconds.
 */
class RelayBytesIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int MINUTES = Integer.getInteger("quotegate.relay.minutes", 0);
    private static final int RATE = 200;
    private static final long SEED = 20_261_127;
    private static final String DEPTH = "ethusdt@depth@100ms";
    private static final String BINANCE =
            "/stream?streams=btcusdt@bookTicker/btcusdt@trade/btcusdt@kline_1m/btcusdt@ticker/" + DEPTH;
    private static final String BOOKS = "{\"channel\":\"books\",\"instId\":\"ETH-USDT\"}";
    private static final String OKX_PUBLIC =
            "{\"op\":\"subscribe\",\"args\":[{\"channel\":\"bbo-tbt\",\"instId\":\"BTC-USDT\"},"
                    + "{\"channel\":\"trades\",\"instId\":\"BTC-USDT\"},{\"channel\":\"tickers\",\"instId\":\"BTC-USDT\"},"
                    + BOOKS + "]}";
    private static final String OKX_BUSINESS =
            "{\"op\":\"subscribe\",\"args\":[{\"channel\":\"candle1m\",\"instId\":\"BTC-USDT\"}]}";

    private final CcxtBook venueBook = new CcxtBook();
    private final Map<Long, List<String>> venueBooks = new ConcurrentHashMap<>(); // by their numbers
    private final CcxtBook okxBook = new CcxtBook();
    private final Map<Long, List<String>> okxBooks = new ConcurrentHashMap<>();
    private final CcxtBook binanceBook = new CcxtBook();

    private volatile int port; // of the gateway

    @Test
    void passesOnTheVenuesOwnBytesThroughCutsAndRestarts() throws IOException, InterruptedException {
        int rounds = Math.max(1, MINUTES);
        Duration third = MINUTES == 0 ? Duration.ofSeconds(1) : Duration.ofSeconds(20);
        try (SimulatedVenue okx = start(Venue.OKX);
                SimulatedVenue binance = start(Venue.BINANCE);
                PassedVenue okxPassed = PassedVenue.of(okx.port());
                PassedVenue binancePassed = PassedVenue.of(binance.port());
                HeardStreams binanceVenue = new HeardStreams(binance.port(), BINANCE, "", (stream, message) -> {});
                HeardStreams okxVenue = new HeardStreams(okx.port(), "/ws/v5/public", OKX_PUBLIC, this::onVenueBook);
                HeardStreams businessVenue =
                        new HeardStreams(okx.port(), "/ws/v5/business", OKX_BUSINESS, (stream, message) -> {})) {
            SimulatedMarket.await(
                    "the venues themselves",
                    () -> binanceVenue.streams().size() == 5
                            && okxVenue.streams().size() == 4
                            && businessVenue.streams().size() == 1);
            List<String> sets = List.of(
                    "relay.venues=okx,binance",
                    "venues.okx.ws=ws://127.0.0.1:" + okxPassed.port() + "/ws/v5/public",
                    "venues.okx.ws-business=ws://127.0.0.1:" + okxPassed.port() + "/ws/v5/business",
                    "venues.okx.rest=http://127.0.0.1:" + okx.port(),
                    "venues.binance.ws=ws://127.0.0.1:" + binancePassed.port(),
                    "venues.binance.rest=http://127.0.0.1:" + binance.port());
            untilTheVenueForgets();
            Gateway gateway = TestGateways.start(sets.toArray(String[]::new));
            port = gateway.address().getPort();
            List<String> again = new ArrayList<>(sets);
            again.add("server.port=" + port);
            HeardStreams ofBinance = new HeardStreams(port, BINANCE, "", this::onBinance);
            HeardStreams ofOkx = new HeardStreams(port, "/ws/v5/public", OKX_PUBLIC, this::onOkx);
            HeardStreams ofBusiness = new HeardStreams(port, "/ws/v5/business", OKX_BUSINESS, (stream, message) -> {});
            try (ofBinance;
                    ofOkx;
                    ofBusiness) {
                List<HeardStreams> heard = List.of(ofBinance, ofOkx, ofBusiness);
                for (int round = 0; round < rounds; round++) {
                    listen(heard, third);
                    okxPassed.cutAll();
                    binancePassed.cutAll();
                    listen(heard, third);
                    gateway.close();
                    untilTheVenueForgets();
                    gateway = TestGateways.start(again.toArray(String[]::new));
                    listen(heard, third);
                }
                SimulatedMarket.await(
                        "books, and something of everything",
                        () -> okxBook.isThere()
                                && binanceBook.isThere()
                                && ofBinance.streams().size() == 5
                                && ofOkx.streams().size() == 4
                                && ofBusiness.streams().size() == 1);
            } finally {
                gateway.close();
            }
            check(ofBinance, binanceVenue, 1 + 2 * rounds, 0);
            check(ofOkx, okxVenue, 1 + 2 * rounds, 1 + 2 * rounds);
            check(ofBusiness, businessVenue, 1 + 2 * rounds, 1 + 2 * rounds);
            checkBooks(2 * rounds);
        }
    }

    /** OKX counts connections of an address for a second, and a gateway does not know of those that others had. */
    private static void untilTheVenueForgets() throws InterruptedException {
        Thread.sleep(OkxDialect.RULES.connectWindow().toMillis()); // the venue's time, which is the clock's
    }

    private static SimulatedVenue start(Venue venue) throws IOException {
        return SimulatedVenue.start(
                SimulatorOptions.of(venue).withRatePerSecond(RATE).withSeed(SEED));
    }

    /** Until so much time has passed, and enough of it was heard. */
    private static void listen(List<HeardStreams> heard, Duration time) throws InterruptedException {
        List<Integer> before = heard.stream().map(HeardStreams::count).toList();
        Thread.sleep(time.toMillis()); // what is looked at is what comes in it
        SimulatedMarket.await("enough of each", () -> {
            boolean enough = true;
            for (int i = 0; i < heard.size(); i++) {
                enough &= heard.get(i).count() - before.get(i) >= 3;
            }
            return enough;
        });
    }

    private void onVenueBook(String stream, String message) {
        keep(stream, message, venueBook, venueBooks);
    }

    private void onOkx(String stream, String message) {
        keep(stream, message, okxBook, okxBooks);
    }

    private static void keep(String stream, String message, CcxtBook book, Map<Long, List<String>> books) {
        if (stream.equals(BOOKS)) {
            book.onOkx(tree(message));
            if (book.isThere()) {
                books.put(book.nonce(), book.best(20));
            }
        }
    }

    private void onBinance(String stream, String message) {
        if (stream.equals(DEPTH)) {
            if (!binanceBook.isThere()) {
                snapshot();
            }
            if (binanceBook.isThere()) {
                binanceBook.onBinance(tree(message).path("data"));
            }
        }
    }

    private void snapshot() {
        URI depth = URI.create("http://127.0.0.1:" + port + "/api/v3/depth?symbol=ETHUSDT&limit=1000");
        try {
            HttpResponse<String> answer =
                    HTTP.send(HttpRequest.newBuilder(depth).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) {
                binanceBook.onSnapshot(tree(answer.body()));
            }
        } catch (IOException e) {
            // the gateway is just being another one
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static JsonNode tree(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void check(HeardStreams client, HeardStreams venue, int mostBreaks, int mostOthers)
            throws IOException {
        // Who hears the venue itself may hear it later. What came last may be a push on subscribing, which it never
        // does.
        SimulatedMarket.await(
                "the venue's own client",
                () -> client.streams().keySet().stream().allMatch(name -> {
                    HeardStreams.Comparison found = compared(client, venue, name);
                    return found.breaks() <= mostBreaks && found.others() <= mostOthers;
                }));
        venue.close();
        assertThat(client.streams().keySet()).isEqualTo(venue.streams().keySet());
        client.streams().keySet().forEach(name -> {
            HeardStreams.Comparison found = compared(client, venue, name);
            report(name + ' ' + found);
            assertThat(found.breaks()).as("%s: %s", name, found).isLessThanOrEqualTo(mostBreaks);
            assertThat(found.others()).as("%s: %s", name, found).isLessThanOrEqualTo(mostOthers);
            assertThat(found.same()).as("%s: %s", name, found).isPositive();
        });
    }

    private static HeardStreams.Comparison compared(HeardStreams client, HeardStreams venue, String name) {
        return HeardStreams.Comparison.of(
                client.streams().getOrDefault(name, List.of()), venue.streams().getOrDefault(name, List.of()));
    }

    private void checkBooks(int mostBroken) {
        assertThat(okxBook.crossed() + binanceBook.crossed()).as("crossed").isZero();
        assertThat(okxBook.broken() + binanceBook.broken()).as("broken off").isLessThanOrEqualTo(mostBroken);
        okxBooks.keySet().retainAll(venueBooks.keySet());
        assertThat(okxBooks).hasSizeGreaterThan(10);
        okxBooks.forEach((number, book) -> assertThat(book).isEqualTo(venueBooks.get(number)));
        report(okxBooks.size() + " books of OKX are the venue's; broken off " + okxBook.broken() + " and "
                + binanceBook.broken() + " times");
    }

    /** What somebody wants to read who runs it for minutes. */
    private static void report(String line) {
        if (MINUTES > 0) {
            System.out.println(line);
        }
    }
}
