package io.quotegate.service.status;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A text that takes a while to make: made on a thread that may, once for all who ask meanwhile and for those who ask soon
 * after. So however many ask, one of it is being made at a time. Any thread.
 */
public final class SharedText {
    private final Supplier<String> maker;
    private final Executor executor;
    private final long keptNs;
    private final LongSupplier nanoTime;

    private @Nullable CompletableFuture<byte[]> newest; // or under way
    private long madeNs;

    /**
     * @param executor runs {@code maker}
     * @param kept     how long a text is as good as a new one
     * @param nanoTime as {@link System#nanoTime()}
     */
    public SharedText(Supplier<String> maker, Executor executor, Duration kept, LongSupplier nanoTime) {
        this.maker = maker;
        this.executor = executor;
        this.keptNs = kept.toNanos();
        this.nanoTime = nanoTime;
    }

    /** The text in UTF-8, when it is made; it is nobody's to change. */
    public synchronized CompletableFuture<byte[]> get() {
        CompletableFuture<byte[]> known = newest;
        boolean good = known != null
                && (!known.isDone() || (!known.isCompletedExceptionally() && nanoTime.getAsLong() - madeNs < keptNs));
        if (known == null || !good) {
            known = new CompletableFuture<>();
            newest = known;
            begin(known);
        }
        return known;
    }

    private void begin(CompletableFuture<byte[]> next) {
        try {
            executor.execute(() -> make(next));
        } catch (RuntimeException e) { // the gateway stops
            next.completeExceptionally(e);
        }
    }

    private void make(CompletableFuture<byte[]> next) {
        byte[] text;
        try {
            text = maker.get().getBytes(StandardCharsets.UTF_8);
        } catch (Throwable fault) {
            next.completeExceptionally(fault);
            return;
        }
        synchronized (this) {
            madeNs = nanoTime.getAsLong();
        }
        next.complete(text);
    }
}
