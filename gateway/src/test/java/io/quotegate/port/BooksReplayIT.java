package io.quotegate.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.quotegate.app.Gateway;
import io.quotegate.feed.sim.SimulatedVenue;
import io.quotegate.feed.sim.SimulatorOptions;
import io.quotegate.gateway.testkit.ClientBook;
import io.quotegate.market.Venue;
import io.quotegate.testkit.Captures;
import io.quotegate.testkit.RawSocket;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The books of a recording of Binance, from its simulated sockets to a client that keeps its own: after each message its
 * best levels are those that the venue told on another stream, of the moment that the message names.
 */
@Timeout(180)
class BooksReplayIT {
    private static final String RECORDING = "binance/spot_btcusdt_20240808.gz";
    private static final JsonMapper JSON = new JsonMapper();

    /** The best levels, bid and ask, by the time of the event of {@code @depth} that they are to be seen behind. */
    private static Map<Long, List<BigDecimal>> tops() throws IOException {
        TreeMap<Long, List<BigDecimal>> tickers = new TreeMap<>(); // by number
        Map<Long, Long> events = new HashMap<>(); // numbers by time
        for (String line : Captures.lines(RECORDING)) {
            JsonNode message = JSON.readTree(line.substring(line.indexOf(' ') + 1));
            JsonNode data = message.path("data");
            if (message.path("stream").asText().endsWith("@bookTicker")) {
                tickers.put(
                        data.path("u").asLong(),
                        List.of(decimal(data, "b"), decimal(data, "B"), decimal(data, "a"), decimal(data, "A")));
            } else if (data.path("e").asText().equals("depthUpdate")) {
                events.put(data.path("E").asLong() * 1000, data.path("u").asLong());
            }
        }
        Map<Long, List<BigDecimal>> tops = new HashMap<>();
        events.forEach((timeUs, seq) -> {
            Map.Entry<Long, List<BigDecimal>> newest = tickers.floorEntry(seq);
            if (newest != null) {
                tops.put(timeUs, newest.getValue());
            }
        });
        return tops;
    }

    private static BigDecimal decimal(JsonNode data, String member) {
        return new BigDecimal(data.path(member).asText()).stripTrailingZeros();
    }

    @Test
    void areWhatTheVenueTellsElsewhereAfterEveryMessage() throws Exception {
        SimulatorOptions options = SimulatorOptions.of(Venue.BINANCE).withReplay(Captures.file(RECORDING), 40);
        Map<Long, List<BigDecimal>> tops = tops();
        try (SimulatedVenue binance = SimulatedVenue.start(options);
                Gateway gateway = TestGateways.start(
                        "pairs=BTC-USDT",
                        "feeds.preferred=binance",
                        "venues.binance.ws=ws://127.0.0.1:" + binance.port(),
                        "venues.binance.rest=http://127.0.0.1:" + binance.restPort())) {
            FutureTask<Integer> shallow = new FutureTask<>(() -> right(gateway, 20, tops));
            FutureTask<Integer> deep = new FutureTask<>(() -> right(gateway, 400, tops));
            new Thread(shallow, "shallow").start();
            new Thread(deep, "deep").start();
            String status = "http://127.0.0.1:" + binance.restPort() + "/_sim/status";
            SimulatedMarket.await("the end of the recording", () -> http(status).contains("\"finished\":true"));
            SimulatedMarket.fault(binance, "{\"kind\":\"disconnect\"}"); // which ends what follows it
            System.out.printf("%d messages of depth 20 and %d of depth 400, all right%n", shallow.get(), deep.get());
        }
    }

    private static String http(String uri) {
        try (InputStream in = URI.create(uri).toURL().openStream()) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Follows the book to the end of the recording, and tells how many messages made it what it has to be: all. */
    private static int right(Gateway gateway, int depth, Map<Long, List<BigDecimal>> tops) throws IOException {
        try (RawSocket socket = new RawSocket(gateway.address())) {
            socket.sendFrame("{\"op\":\"subscribe\",\"channel\":\"books\",\"pairs\":[\"BTC-USDT\"],\"depth\":" + depth
                    + ",\"mode\":\"all\"}");
            assertThat(socket.readFrame()).contains("\"event\":\"subscribed\"");
            socket.sendFrame("{\"op\":\"subscribe\",\"channel\":\"status\",\"mode\":\"all\"}");
            ClientBook book = new ClientBook();
            int right = 0;
            JsonNode message = MissingNode.getInstance();
            while (right == 0 || !message.path("type").asText().equals("venue-down")) {
                message = JSON.readTree(socket.readFrameBytes());
                if (message.path("channel").asText().equals("books")) {
                    book.apply(ClientBook.ofJson(message));
                    long timeUs = message.path("exchangeTime").asLong();
                    List<BigDecimal> top = tops.get(timeUs);
                    if (!book.stale && top != null && message.has("prevSeq")) {
                        assertThat(book.top()).as("#%d at %d", book.seq, timeUs).isEqualTo(top);
                        right++;
                    }
                }
            }
            assertThat(right).isGreaterThan(100);
            return right;
        }
    }
}
