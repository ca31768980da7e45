package io.quotegate.gateway.fanout.book;

import io.quotegate.market.Venue;
import io.quotegate.market.book.BookPush;

/** What a message says of a book beside its levels and its pair, to be said again. Confined to its event loop. */
final class BookHead {
    private long seq; // 0 before the first
    private long exchangeTimeNs;
    private long receiveTimeNs;
    private Venue venue = Venue.OKX;
    private boolean stale;
    private boolean simulated;

    long seq() {
        return seq;
    }

    boolean stale() {
        return stale;
    }

    void forgetNumber() {
        seq = 0;
    }

    /** Takes over what {@code message} says. */
    void set(BookPush message) {
        seq = message.seq;
        exchangeTimeNs = message.exchangeTimeNs;
        receiveTimeNs = message.receiveTimeNs;
        venue = message.venue;
        stale = message.stale;
        simulated = message.simulated;
    }

    /** Has {@code message} say the same. */
    void copyTo(BookPush message) {
        message.seq = seq;
        message.exchangeTimeNs = exchangeTimeNs;
        message.receiveTimeNs = receiveTimeNs;
        message.venue = venue;
        message.stale = stale;
        message.simulated = simulated;
    }
}
