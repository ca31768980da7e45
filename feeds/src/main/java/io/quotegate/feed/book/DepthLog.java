package io.quotegate.feed.book;

import io.quotegate.market.DepthLevels;
import io.quotegate.market.DepthUpdate;
import java.time.Duration;

/**
 * Updates of a book in the order in which they came, kept until the snapshot is there that they follow on. Bounded in
 * time and in levels; grows as it needs and is to be thrown away after use. Confined to the feed loop.
 */
final class DepthLog {
    private static final long MOST_NS = Duration.ofSeconds(60).toNanos();
    private static final int MOST_UPDATES = 1024;
    private static final int MOST_LEVELS = 64 * 1024; // a side; some 2.4 MB in all

    private final DepthLevels bids = new DepthLevels();
    private final DepthLevels asks = new DepthLevels();
    private final int[] bidsEnd = new int[MOST_UPDATES];
    private final int[] asksEnd = new int[MOST_UPDATES];
    private final long[] prevSeqs = new long[MOST_UPDATES];
    private final long[] seqs = new long[MOST_UPDATES];
    private final long[] exchangeTimesNs = new long[MOST_UPDATES];

    private int count;
    private int unusable;
    private long firstNs;

    int count() {
        return count;
    }

    /** The number of the book before the first update. */
    long firstPrevSeq() {
        return prevSeqs[0];
    }

    /** The number of the book with the last update. */
    long lastSeq() {
        return seqs[count - 1];
    }

    void clear() {
        count = 0;
        unusable = 0;
        bids.clear();
        asks.clear();
    }

    /** Keeps {@code update}; false if that is too much, or too long after the first. */
    boolean add(DepthUpdate update, long nowNs) {
        if (count == 0) {
            firstNs = nowNs;
        }
        boolean full = count == MOST_UPDATES
                || nowNs - firstNs > MOST_NS
                || bids.count() + update.bids.count() > MOST_LEVELS
                || asks.count() + update.asks.count() > MOST_LEVELS;
        if (full) {
            return false;
        }
        bids.addAll(update.bids, 0, update.bids.count());
        asks.addAll(update.asks, 0, update.asks.count());
        bidsEnd[count] = bids.count();
        asksEnd[count] = asks.count();
        prevSeqs[count] = update.prevSeq;
        seqs[count] = update.seq;
        exchangeTimesNs[count++] = update.exchangeTimeNs;
        unusable += update.unusable;
        return true;
    }

    /** Copies the update at {@code index} into {@code into}. */
    void read(int index, int instrumentId, DepthUpdate into) {
        int bidsFrom = index == 0 ? 0 : bidsEnd[index - 1];
        int asksFrom = index == 0 ? 0 : asksEnd[index - 1];
        into.clear();
        into.instrumentId = instrumentId;
        into.prevSeq = prevSeqs[index];
        into.seq = seqs[index];
        into.exchangeTimeNs = exchangeTimesNs[index];
        into.unusable = unusable;
        into.bids.addAll(bids, bidsFrom, bidsEnd[index]);
        into.asks.addAll(asks, asksFrom, asksEnd[index]);
    }
}
