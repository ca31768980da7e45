package io.quotegate.persistence;

import io.quotegate.concurrent.ManualScheduler;
import io.quotegate.store.Store;
import io.quotegate.store.StoreSettings;
import io.quotegate.store.StoreThreads;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** A store whose work is done at once, by a clock that is turned by hand. */
final class StoreOnOneThread implements AutoCloseable {
    static final long NOW_US = 1_790_000_000_000_000L;

    final ManualScheduler scheduler = new ManualScheduler(NOW_US);
    final StoreThreads threads = new StoreThreads(Runnable::run, Runnable::run, scheduler);
    final Store store;

    StoreOnOneThread(Path file) {
        store = Store.open(settings(file), CompletableFuture.completedFuture(false), threads);
    }

    static StoreSettings settings(Path file) {
        return new StoreSettings(file.toString(), Duration.ofDays(1), 1000);
    }

    @Override
    public void close() {
        store.close();
    }
}
