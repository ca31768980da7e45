package io.quotegate.gateway.relay.rest;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** A venue's clock, as it told it not long ago. Any thread. */
public final class ServerTime {
    private static final long TRUE_NS = Duration.ofSeconds(10).toNanos();
    private static final long SLOW_NS = Duration.ofSeconds(1).toNanos();

    private volatile Told told = new Told(0, 0, false);

    private record Told(long epochMs, long atNs, boolean known) {}

    /** The venue told {@code epochMs} between two moments of a clock that does not jump. */
    public void onTold(long epochMs, long sentNs, long receivedNs) {
        long tookNs = receivedNs - sentNs;
        if (tookNs >= 0 && tookNs < SLOW_NS) {
            told = new Told(epochMs, sentNs + tookNs / 2, true);
        }
    }

    /** The venue does not answer. */
    public void onAway() {
        told = new Told(0, 0, false);
    }

    /** The time there, milliseconds since the epoch; empty if it is too long ago that it was told. */
    public OptionalLong epochMs(long nowNs) {
        Told last = told;
        long sinceNs = nowNs - last.atNs;
        return last.known && sinceNs >= 0 && sinceNs < TRUE_NS
                ? OptionalLong.of(last.epochMs + TimeUnit.NANOSECONDS.toMillis(sinceNs))
                : OptionalLong.empty();
    }
}
