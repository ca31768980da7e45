package io.quotegate.store;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Forgets what is old, once an hour, a pair and a week at a time, so that nobody waits long. Any thread. */
final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final long WEEK_US = TimeUnit.DAYS.toMicros(7);
    private static final long FIRST_MINUTES = 1;
    private static final long EACH_MINUTES = 60;

    private final CandleTable candles;
    private final Duration keep;
    private volatile boolean stopped; // orders nothing else

    /** @param keep how long candles are kept */
    Retention(CandleTable candles, Duration keep) {
        this.candles = candles;
        this.keep = keep;
    }

    void start(Executor history) {
        again(history, FIRST_MINUTES);
    }

    private void again(Executor history, long minutes) {
        CompletableFuture.delayedExecutor(minutes, TimeUnit.MINUTES, history).execute(() -> {
            if (!stopped) {
                forget(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
                again(history, EACH_MINUTES);
            }
        });
    }

    void stop() {
        stopped = true;
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
                        : weeks(next.get(), false, untilUs)
                                .thenCompose(done -> weeks(next.get(), true, untilUs))
                                .thenCompose(done -> pairsAfter(next.get(), untilUs)));
    }

    private CompletableFuture<@Nullable Void> weeks(String pair, boolean simulated, long untilUs) {
        return candles.oldest(pair, simulated)
                .thenCompose(oldest -> oldest.isEmpty() || oldest.get() >= untilUs
                        ? CompletableFuture.completedFuture(null)
                        : candles.prune(pair, simulated, Math.min(untilUs, oldest.get() + WEEK_US))
                                .thenCompose(done -> weeks(pair, simulated, untilUs)));
    }
}
