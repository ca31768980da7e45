package io.quotegate.port;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quotegate.gateway.testkit.ClientBook;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Whatever happens between a venue and a client, by whatever protocol and however deep: the book that the client keeps is
 * the venue's own again, level by level.
 */
@Timeout(180)
class BooksTruthIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int RATE = 9; // slow enough for the venue to be asked between two changes
    private static final List<String> FAULTS = List.of("book-gap", "duplicate", "reorder", "gap", "disconnect");

    /** A client that keeps its own. */
    private static final class Client {
        private final BooksIT.Way way;
        private final int depth;
        private final BooksIT.Pushes pushes;
        private final ClientBook book = new ClientBook();
        private @Nullable Throwable failure;

        Client(SimulatedMarket market, BooksIT.Way way, int depth) throws IOException {
            this.way = way;
            this.depth = depth;
            pushes = way.begin(market, depth);
            Thread thread = new Thread(this::follow, toString());
            thread.setDaemon(true);
            thread.start();
        }

        private void follow() {
            try {
                while (true) {
                    ClientBook.Message message = pushes.next();
                    synchronized (this) {
                        book.apply(message);
                    }
                }
            } catch (IOException | RuntimeException | AssertionError e) {
                synchronized (this) {
                    failure = e;
                }
            }
        }

        synchronized boolean has(JsonNode truth) {
            assertThat(failure).as(toString()).isNull();
            ClientBook right = new ClientBook();
            right.apply(
                    new ClientBook.Message("", 1, -1, 0, false, best(truth.path("bids")), best(truth.path("asks"))));
            return book.numbers().equals(right.numbers());
        }

        private List<String[]> best(JsonNode side) {
            List<String[]> levels = new ArrayList<>();
            for (int i = 0; i < Math.min(depth, side.size()); i++) {
                levels.add(new String[] {
                    side.path(i).path(0).asText(), side.path(i).path(1).asText()
                });
            }
            return levels;
        }

        @Override
        public String toString() {
            return way + " of depth " + depth;
        }
    }

    private static JsonNode truth(SimulatedMarket market) {
        String place = "http://127.0.0.1:" + market.okx().restPort() + "/api/v5/market/books?instId=BTC-USDT&sz=400";
        try (InputStream in = URI.create(place).toURL().openStream()) {
            return JSON.readTree(new String(in.readAllBytes(), UTF_8))
                    .path("data")
                    .path(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether books of OKX were lost for {@code reason}. */
    private static boolean counted(SimulatedMarket market, String reason) {
        return market.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("quotegate_book_faults_total{"))
                .filter(line -> line.contains("\"okx\"") && line.contains("\"" + reason + "\""))
                .anyMatch(line -> !line.endsWith(" 0.0"));
    }

    @Test
    void isTheVenuesOwnOfEveryClientWhateverHappened() throws IOException {
        try (SimulatedMarket market = new SimulatedMarket(RATE, "feeds.fail-back-after=1s")) {
            SimulatedMarket.await(
                    "a book", () -> market.get("/v1/books/BTC-USDT").statusCode() == 200);
            List<Client> clients = new ArrayList<>();
            for (BooksIT.Way way : BooksIT.Way.values()) {
                clients.add(new Client(market, way, 20));
                clients.add(new Client(market, way, 400));
            }
            for (String fault : FAULTS) {
                SimulatedMarket.fault(market.okx(), "{\"kind\":\"" + fault + "\"}");
                for (Client client : clients) {
                    SimulatedMarket.await(client + " behind " + fault, () -> client.has(truth(market)));
                }
            }
            SimulatedMarket.await(
                    "the faults to be counted", () -> counted(market, "gap") && counted(market, "disconnected"));
            for (Client client : clients) {
                client.pushes.close();
            }
        }
    }
}
