package io.quotegate.port;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quotegate.app.Gateway;
import io.quotegate.gateway.http.specification.Shapes;
import io.quotegate.testkit.RawSocket;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/** A subscriber over frames that checks what it is promised: per pair, no quote missed, repeated or out of order. */
final class Subscription implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private static final int SHAPED = 200;

    private final RawSocket socket;
    private final Map<String, Long> seqs = new HashMap<>();
    private long quotes;
    private long drops;

    Subscription(SimulatedMarket market) throws IOException {
        this(market.gateway());
    }

    Subscription(Gateway gateway) throws IOException {
        socket = new RawSocket(gateway.address());
    }

    void send(String request) throws IOException {
        socket.sendFrame(request);
    }

    long quotes() {
        return quotes;
    }

    long drops() {
        return drops;
    }

    Map<String, Long> seqs() {
        return seqs;
    }

    /** The next message; a quote is checked. */
    JsonNode next() throws IOException {
        JsonNode message = JSON.readTree(socket.readFrameBytes());
        if (quotes < SHAPED || !message.has("channel")) { // all of a flood would make a slow reader of this
            Shapes.checked(message);
        }
        if (message.path("channel").asText().equals("quotes")) {
            check(message);
        }
        return message;
    }

    /** The next message that is a quote of {@code venue}, or stale, or whatever {@code wanted} asks for. */
    JsonNode await(Predicate<JsonNode> wanted) throws IOException {
        JsonNode message = next();
        while (!wanted.test(message)) {
            message = next();
        }
        return message;
    }

    private void check(JsonNode quote) {
        quotes++;
        String pair = quote.path("pair").asText();
        long seq = quote.path("seq").asLong();
        long skipped = quote.path("drops").asLong(0);
        drops += skipped;
        Long previous = seqs.put(pair, seq);
        if (previous != null && seq != previous + 1 + skipped) {
            throw new AssertionError(
                    pair + ": seq " + seq + " after " + previous + " with " + skipped + " drops: " + quote);
        }
    }

    /** Forgets a pair, whose next quote may be any. */
    void forget(String pair) {
        seqs.remove(pair);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
