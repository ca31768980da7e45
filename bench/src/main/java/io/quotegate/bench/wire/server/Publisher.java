package io.quotegate.bench.wire.server;

import io.quotegate.text.ByteWriter;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Publishes quotes, or updates of books, at a steady rate. {@link #tick} is called every millisecond or so by one thread; the counters may be
 * read by any.
 */
final class Publisher {
    private static final int MOST_AT_ONCE = 32; // so that sockets are served in between

    private final PushMaker pushes;
    private final RateClock rate;
    private final ByteWriter message = new ByteWriter(512);
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();

    /** Where they go. */
    interface Target {
        /** One push; the bytes are reused after the call. */
        void onQuote(ByteWriter push);
    }

    Publisher(PeerOptions options) {
        pushes = options.role() == PeerOptions.Role.PUBLISH_BOOKS
                ? new BookMaker(options.pairs())
                : new QuoteMaker(options.pairs());
        rate = new RateClock(options.rate(), System.nanoTime());
    }

    /** Hands over what is due, but only so much that a tick stays short; returns how many. */
    int tick(Target target) {
        return tick(target, MOST_AT_ONCE);
    }

    /** The same with at most {@code limit} quotes. */
    int tick(Target target, int limit) {
        int count = (int) Math.min(rate.due(System.nanoTime()), limit);
        for (int i = 0; i < count; i++) {
            pushes.next(message.clear());
            target.onQuote(message);
        }
        rate.spend(count);
        published.lazySet(published.get() + count); // one writer
        return count;
    }

    /** So many messages were not sent, because their connections had too much unsent. Any thread. */
    void dropped(int count) {
        dropped.addAndGet(count);
    }

    PeerStats stats() {
        return new PeerStats(published.get(), dropped.get());
    }
}
