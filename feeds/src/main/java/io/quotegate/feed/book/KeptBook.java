package io.quotegate.feed.book;

import io.quotegate.market.DepthUpdate;
import io.quotegate.market.book.OrderBook;
import java.time.Duration;

/**
 * The book of a pair as a venue tells it, and whether it is to be believed. It is stale until it begins, and as soon as
 * anything is wrong with it; what it holds then is what was right last, if that is known. Confined to the feed loop.
 */
public final class KeptBook {
    private static final long CROSSED_NS = Duration.ofSeconds(1).toNanos();

    private final int instrumentId;
    private final OrderBook levels;
    private final BookListener listener;

    private boolean stale = true;
    private long changes;
    private long venueSeq = DepthUpdate.UNKNOWN;
    private long exchangeTimeNs;
    private long receiveTimeNs;
    private long crossedSinceNs;
    private boolean crossed;

    KeptBook(int instrumentId, OrderBook levels, BookListener listener) {
        this.instrumentId = instrumentId;
        this.levels = levels;
        this.listener = listener;
    }

    public int instrumentId() {
        return instrumentId;
    }

    /** Its levels; of a stale book not even that they were ever right. */
    public OrderBook levels() {
        return levels;
    }

    public boolean isStale() {
        return stale;
    }

    /** How often it changed. */
    public long changes() {
        return changes;
    }

    /** The venue's own number of it, where that has any. */
    public long venueSeq() {
        return venueSeq;
    }

    /** When the venue says that it came to be so; 0 where it does not say. */
    public long exchangeTimeNs() {
        return exchangeTimeNs;
    }

    /** When the last change of it was read from the venue's socket, nanoseconds since the epoch. */
    public long receiveTimeNs() {
        return receiveTimeNs;
    }

    /**
     * Takes over the levels of an update that fits, or of a snapshot.
     *
     * @param receivedNs nanoseconds since the epoch
     * @return whether it could be kept; if not, the book is stale
     */
    boolean take(DepthUpdate update, long receivedNs, long nowNs) {
        if (!levels.apply(update)) {
            lose(BookFault.LEVEL);
            return false;
        }
        venueSeq = update.seq;
        receiveTimeNs = receivedNs;
        if (update.snapshot || update.exchangeTimeNs != 0) {
            exchangeTimeNs = update.exchangeTimeNs;
        }
        noteCrossing(nowNs);
        return true;
    }

    private void noteCrossing(long nowNs) {
        boolean isCrossed = levels.isCrossed();
        if (isCrossed && !crossed) {
            crossedSinceNs = nowNs;
        }
        crossed = isCrossed;
    }

    /** All that it takes is there: it is to be believed, and {@code change} is what is new. */
    void tell(DepthUpdate change) {
        stale = false;
        changes++;
        listener.onChange(this, change);
    }

    /** It is no longer to be believed. */
    void lose(BookFault fault) {
        crossed = false;
        if (!stale) {
            stale = true;
            listener.onStale(this, fault);
        }
    }

    /** Whether it has been crossed for so long that it can only be wrong. */
    boolean isCrossedForLong(long nowNs) {
        return crossed && nowNs - crossedSinceNs > CROSSED_NS;
    }
}
