package io.quotegate.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The book of a pair as its messages make it. For one thread at a time. */
public final class WatchedBook {
    private final NavigableMap<BigDecimal, Level> bids = new TreeMap<>(Comparator.reverseOrder());
    private final NavigableMap<BigDecimal, Level> asks = new TreeMap<>();

    private long seq;
    private boolean whole;
    private boolean fresh;
    private long drops;

    /** One price and all there is at it, with the venue's digits. */
    public record Level(String price, String size) {
        /** The price, to be counted with. */
        public BigDecimal priceNumber() {
            return new BigDecimal(price);
        }

        /** The size, to be counted with. */
        public BigDecimal sizeNumber() {
            return new BigDecimal(size);
        }
    }

    /** Takes a message of the channel of books, or a book that was asked for. */
    public void take(JsonNode message) {
        if (!message.has("prevSeq")) {
            bids.clear();
            asks.clear();
            whole = true;
        } else if (message.path("prevSeq").asLong() != seq) {
            whole = false; // until the next snapshot: something was missed
        }
        apply(bids, message.path("bids"));
        apply(asks, message.path("asks"));
        seq = message.path("seq").asLong();
        fresh = !message.path("stale").asBoolean();
        drops += message.path("drops").asLong();
    }

    private static void apply(NavigableMap<BigDecimal, Level> side, JsonNode levels) {
        for (JsonNode each : levels) {
            Level level = new Level(each.path(0).asText(), each.path(1).asText());
            if (level.sizeNumber().signum() == 0) {
                side.remove(level.priceNumber());
            } else {
                side.put(level.priceNumber(), level);
            }
        }
    }

    /** The best first. */
    public List<Level> bids() {
        return List.copyOf(bids.values());
    }

    /** The best first. */
    public List<Level> asks() {
        return List.copyOf(asks.values());
    }

    /** Whether it is not to be acted on: nobody stands behind it, or something was missed. */
    public boolean isStale() {
        return !whole || !fresh;
    }

    /** How many messages the gateway skipped, in all. */
    public long drops() {
        return drops;
    }
}
