package io.quotegate.feed.sim.push;

import io.quotegate.feed.sim.market.PairMarket;
import java.time.Duration;
import java.util.List;

/** Publishes each pair's tickers at their own pace. Confined to the venue's loop. */
public final class TickerProducer implements Producer {
    private final List<Ticker> tickers;
    private final PushRouter router;
    private final long everyNs;
    private final VenuePushes.TickerPolicy policy;
    private final long[] dueNs;
    private final long[] revisions; // as published last

    /** A pair and the topics that tell of its day. */
    public record Ticker(PairMarket pair, List<Topic> topics) {}

    public TickerProducer(
            List<Ticker> tickers, PushRouter router, Duration every, VenuePushes.TickerPolicy policy, long nowNs) {
        this.tickers = List.copyOf(tickers);
        this.router = router;
        this.policy = policy;
        everyNs = every.toNanos();
        dueNs = new long[tickers.size()];
        revisions = new long[tickers.size()];
        for (int i = 0; i < dueNs.length; i++) {
            dueNs[i] = nowNs + everyNs * i / dueNs.length; // not all at once
        }
    }

    @Override
    public boolean tick(long nowNs) {
        for (int i = 0; i < dueNs.length; i++) {
            if (nowNs - dueNs[i] >= 0) {
                publish(i, nowNs);
            }
        }
        return false;
    }

    private void publish(int index, long nowNs) {
        Ticker ticker = tickers.get(index);
        if (policy == VenuePushes.TickerPolicy.ON_CHANGE && ticker.pair().revision() == revisions[index]) {
            return;
        }
        revisions[index] = ticker.pair().revision();
        boolean late = nowNs - dueNs[index] >= everyNs;
        dueNs[index] = (late || policy == VenuePushes.TickerPolicy.ON_CHANGE ? nowNs : dueNs[index]) + everyNs;
        ticker.topics().forEach(router::publish);
    }
}
