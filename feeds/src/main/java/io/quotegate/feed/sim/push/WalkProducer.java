package io.quotegate.feed.sim.push;

import io.quotegate.feed.sim.market.WalkingBook;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.LongSupplier;

/**
 * Lets all books of a venue walk at a steady rate, and trades once for every ten changes. The same seed gives the same
 * sequence, however fast it is called for. Confined to the venue's loop.
 */
public final class WalkProducer implements Producer {
    private static final int CHANGES_PER_TRADE = 10;
    private static final int MOST_AT_ONCE = 512; // so that sockets are served in between

    private final List<Walk> walks;
    private final SplittableRandom random;
    private final PushRouter router;
    private final LongSupplier epochNs;
    private final Pacer pacer;

    private long changes;

    /** A book and the topics that tell of it. */
    public record Walk(WalkingBook book, Topic top, Topic trade) {}

    public WalkProducer(
            List<Walk> walks, SplittableRandom random, PushRouter router, LongSupplier epochNs, Pacer pacer) {
        this.walks = List.copyOf(walks);
        this.random = random;
        this.router = router;
        this.epochNs = epochNs;
        this.pacer = pacer;
    }

    @Override
    public boolean tick(long nowNs) {
        long due = pacer.due(nowNs);
        long count = Math.min(due, MOST_AT_ONCE);
        if (count > 0) {
            pacer.spend(count);
            long timeNs = epochNs.getAsLong();
            for (long i = 0; i < count; i++) {
                step(timeNs);
            }
        }
        return due > count;
    }

    private void step(long timeNs) {
        Walk walk = walks.get(random.nextInt(walks.size()));
        walk.book().change(random, timeNs);
        router.publish(walk.top());
        if (++changes % CHANGES_PER_TRADE == 0) {
            Walk traded = walks.get(random.nextInt(walks.size()));
            traded.book().trade(random, timeNs);
            router.publish(traded.trade());
        }
    }
}
