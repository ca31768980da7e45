package io.quotegate.gateway.session.admission;

import java.util.function.LongSupplier;

/** A gauge of what a test says is in use. */
public final class TestGauge {
    private final MemoryGauge gauge;

    private long most = Long.MAX_VALUE;

    public TestGauge(LongSupplier used) {
        gauge = MemoryGauge.of(() -> used.getAsLong() > most);
    }

    public MemoryGauge gauge() {
        return gauge;
    }

    /** More than {@code bytes} is too much. */
    public void most(long bytes) {
        most = bytes;
    }
}
