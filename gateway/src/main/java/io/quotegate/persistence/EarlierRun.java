package io.quotegate.persistence;

import io.quotegate.store.StoreThreads;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Reads at start what an earlier run kept, and again and again while the store is down. Any thread. */
final class EarlierRun {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private EarlierRun() {}

    /**
     * Begins to read.
     *
     * @param question  asks the store
     * @param recipient told on a thread that may block, once
     */
    static <T> void read(Supplier<CompletableFuture<T>> question, Consumer<T> recipient, StoreThreads threads) {
        question.get().whenComplete((earlier, failure) -> {
            if (failure == null) {
                recipient.accept(earlier);
            } else {
                threads.scheduler().schedule(RETRY_AFTER, threads.store(), () -> read(question, recipient, threads));
            }
        });
    }
}
