package io.quotegate.store;

import io.quotegate.concurrent.RepeatedTask;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets candles that are old, once an hour, a pair and a week at a time, so that nobody waits long. Any thread. */
final class CandleRetention {
    private static final Logger LOG = LoggerFactory.getLogger(CandleRetention.class);
    private static final long WEEK_US = TimeUnit.DAYS.toMicros(7);
    private static final Duration DELAY = Duration.ofMinutes(1);
    private static final Duration PERIOD = Duration.ofHours(1);

    private final CandleTable candles;
    private final Duration keep;

    /** @param keep how long candles are kept */
    CandleRetention(CandleTable candles, Duration keep) {
        this.candles = candles;
        this.keep = keep;
    }

    /** Begins; the store thread only asks, and does not wait. */
    RepeatedTask start(StoreThreads threads) {
        return RepeatedTask.start(
                threads.scheduler(),
                threads.store(),
                DELAY,
                PERIOD,
                () -> forget(threads.scheduler().epochUs()));
    }

    /** Forgets what is too old at {@code nowUs}; the future ends when that is done. */
    CompletableFuture<@Nullable Void> forget(long nowUs) {
        return pairsAfter("", nowUs - TimeUnit.MILLISECONDS.toMicros(keep.toMillis()))
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.debug("not everything old was forgotten: {}", failure.getMessage());
                    }
                });
    }

    private CompletableFuture<@Nullable Void> pairsAfter(String pair, long untilUs) {
        return candles.pairAfter(pair)
                .thenCompose(next -> next.isEmpty()
                        ? CompletableFuture.completedFuture(null)
                        : weeks(next.get(), untilUs).thenCompose(done -> pairsAfter(next.get(), untilUs)));
    }

    private CompletableFuture<@Nullable Void> weeks(String pair, long untilUs) {
        return candles.oldest(pair)
                .thenCompose(oldest -> oldest.isEmpty() || oldest.get() >= untilUs
                        ? CompletableFuture.completedFuture(null)
                        : candles.prune(pair, Math.min(untilUs, oldest.get() + WEEK_US))
                                .thenCompose(done -> weeks(pair, untilUs)));
    }
}
