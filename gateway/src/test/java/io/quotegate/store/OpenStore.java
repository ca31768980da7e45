package io.quotegate.store;

import io.quotegate.concurrent.Scheduler;
import io.quotegate.market.Candle;
import io.quotegate.market.Instrument;
import io.quotegate.market.Venue;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** A store with threads of its own. */
final class OpenStore implements AutoCloseable {
    static final Instrument BTC = new Instrument(0, "BTC-USDT");
    static final int QUEUE_ROWS = 1000;

    private static final long PATIENCE_NS = 60_000_000_000L;

    private final ExecutorService writing = Executors.newSingleThreadExecutor();
    private final ExecutorService blocking = Executors.newFixedThreadPool(2);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final Store store;

    OpenStore(String path) {
        this(path, false);
    }

    OpenStore(String path, boolean simulated) {
        store = open(path, simulated, Scheduler.on(timer));
    }

    /** With a clock that is turned by hand. */
    OpenStore(String path, Scheduler scheduler) {
        store = open(path, false, scheduler);
    }

    private Store open(String path, boolean simulated, Scheduler scheduler) {
        return Store.open(settings(path), CompletableFuture.completedFuture(simulated), threads(scheduler));
    }

    OpenStore(Dialect dialect) {
        store = Store.open(
                dialect,
                settings(dialect.name()),
                CompletableFuture.completedFuture(false),
                threads(Scheduler.on(timer)));
    }

    static OpenStore in(Path directory) {
        return new OpenStore(directory.resolve("q.db").toString());
    }

    private static StoreSettings settings(String path) {
        return new StoreSettings(path, Duration.ofDays(1), QUEUE_ROWS);
    }

    private StoreThreads threads(Scheduler scheduler) {
        return new StoreThreads(writing, blocking, scheduler);
    }

    Store store() {
        return store;
    }

    StoreStats stats() {
        return store.stats();
    }

    /** A minute with some digits. */
    static Candle candle(long minute) {
        BigDecimal price = new BigDecimal("61838.0400");
        return Candle.of(BTC, Venue.OKX, minute * Candle.MINUTE_US)
                .withPrice(price)
                .withVolumes(BigDecimal.valueOf(minute, 8), new BigDecimal("772970.40000000000000"))
                .withTrades(minute, BigDecimal.ONE);
    }

    static <T> T await(CompletableFuture<T> future) throws InterruptedException, ExecutionException, TimeoutException {
        return future.get(1, TimeUnit.MINUTES);
    }

    /** Looks until {@code condition} holds; fails the test if it does not within a generous time. */
    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long untilNs = System.nanoTime() + PATIENCE_NS;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > untilNs) {
                throw new AssertionError("not within 20 s: " + what);
            }
            TimeUnit.MILLISECONDS.sleep(5); // between two looks, not to wait for an effect
        }
    }

    @Override
    public void close() {
        store.close();
        writing.shutdownNow();
        blocking.shutdown();
        timer.shutdownNow();
    }
}
