package io.quotegate.port;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A book kept by the rules by which ccxt keeps one: on OKX from snapshots and numbers that refer to the one before, on Binance
 * from a snapshot over REST and what was heard since. What does not fit makes it begin anew.
 */
final class CcxtBook {
    private static final long NONE = -1;

    private final NavigableMap<BigDecimal, String> bids = new TreeMap<>(Comparator.reverseOrder());
    private final NavigableMap<BigDecimal, String> asks = new TreeMap<>();

    private long nonce = NONE;
    private boolean first; // after a snapshot
    private int broken;
    private int crossed;

    /** A push of OKX's {@code books}. */
    void onOkx(JsonNode push) {
        JsonNode data = push.path("data").path(0);
        if (push.path("action").asText().equals("snapshot")) {
            clear();
        } else if (nonce == NONE || data.path("prevSeqId").asLong() != nonce) {
            lose();
            return;
        }
        set(data.path("bids"), data.path("asks"), data.path("seqId").asLong());
    }

    /** What Binance's {@code depth} answered. */
    void onSnapshot(JsonNode depth) {
        clear();
        set(depth.path("bids"), depth.path("asks"), depth.path("lastUpdateId").asLong());
        first = true;
    }

    /** An event of Binance's {@code @depth}, heard while there is a book. */
    void onBinance(JsonNode event) {
        long before = event.path("U").asLong() - 1;
        long last = event.path("u").asLong();
        if (first && last <= nonce) {
            return;
        }
        if (first ? before <= nonce : before == nonce) {
            first = false;
            set(event.path("b"), event.path("a"), last);
        } else {
            lose();
        }
    }

    private void set(JsonNode newBids, JsonNode newAsks, long number) {
        set(bids, newBids);
        set(asks, newAsks);
        nonce = number;
        boolean whole = !bids.isEmpty() && !asks.isEmpty();
        crossed += whole && bids.firstKey().compareTo(asks.firstKey()) >= 0 ? 1 : 0;
    }

    private static void set(NavigableMap<BigDecimal, String> side, JsonNode levels) {
        for (JsonNode level : levels) {
            BigDecimal price = new BigDecimal(level.path(0).asText());
            String size = level.path(1).asText();
            if (new BigDecimal(size).signum() == 0) {
                side.remove(price);
            } else {
                side.put(price, size);
            }
        }
    }

    private void clear() {
        bids.clear();
        asks.clear();
    }

    private void lose() {
        broken += nonce == NONE ? 0 : 1;
        nonce = NONE;
        clear();
    }

    boolean isThere() {
        return nonce != NONE;
    }

    long nonce() {
        return nonce;
    }

    /** How often something was missing. */
    int broken() {
        return broken;
    }

    /** How often somebody paid more than another asked. */
    int crossed() {
        return crossed;
    }

    /** The best levels of both sides, to be held against another book's. */
    List<String> best(int levels) {
        List<String> best = new ArrayList<>();
        bids.entrySet().stream().limit(levels).forEach(level -> best.add(level.toString()));
        asks.entrySet().stream().limit(levels).forEach(level -> best.add(level.toString()));
        return best;
    }
}
