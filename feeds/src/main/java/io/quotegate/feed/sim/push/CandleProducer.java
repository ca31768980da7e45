package io.quotegate.feed.sim.push;

import io.quotegate.feed.sim.market.Bar;
import io.quotegate.feed.sim.market.Markets;
import io.quotegate.feed.sim.market.PairMarket;
import java.time.Duration;
import java.util.List;

/**
 * Publishes each pair's one-minute candle when it changed, at the venue's pace, and once more when its minute is over.
 * Confined to the venue's loop.
 */
public final class CandleProducer implements Producer {
    private final List<Candles> candles;
    private final VenuePushes pushes;
    private final Markets markets;
    private final PushRouter router;
    private final long everyNs;
    private final long[] dueNs;
    private final long[] revisions; // as published last
    private final long[] openNs; // of the minute published last

    /** A pair and the topic that tells of its minutes. */
    public record Candles(PairMarket pair, Topic topic) {}

    public CandleProducer(
            List<Candles> candles, VenuePushes pushes, Markets markets, PushRouter router, Duration every) {
        this.candles = List.copyOf(candles);
        this.pushes = pushes;
        this.markets = markets;
        this.router = router;
        everyNs = every.toNanos();
        dueNs = new long[candles.size()];
        revisions = new long[candles.size()];
        openNs = new long[candles.size()];
    }

    @Override
    public boolean tick(long nowNs) {
        long timeNs = markets.epochNs();
        for (int i = 0; i < dueNs.length; i++) {
            publish(i, nowNs, timeNs);
        }
        return false;
    }

    private void publish(int index, long nowNs, long timeNs) {
        PairMarket pair = candles.get(index).pair();
        Bar open = pair.bars().advance(timeNs);
        if (open == null) {
            return;
        }
        if (openNs[index] != 0 && openNs[index] != open.openTimeNs()) {
            Bar closed = pair.bars().lastClosed();
            if (closed != null) {
                tell(index, closed, timeNs);
            }
            dueNs[index] = nowNs;
        }
        boolean changed = revisions[index] != pair.lastTradeId() || openNs[index] != open.openTimeNs();
        if (changed && nowNs - dueNs[index] >= 0) {
            tell(index, open, timeNs);
            dueNs[index] = nowNs + everyNs;
            revisions[index] = pair.lastTradeId();
            openNs[index] = open.openTimeNs();
        }
    }

    private void tell(int index, Bar bar, long timeNs) {
        Candles its = candles.get(index);
        router.publish(its.topic().tell(pushes.candle(its.pair(), its.topic().name(), bar.candle(timeNs), timeNs)));
    }
}
