package io.quotegate.gateway.relay.rest;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** What is counted of a venue's relayed REST. Any thread. */
public final class RestStats {
    private final LongSupplier weightLeft;

    /** Requests of clients. */
    public final LongAdder requests = new LongAdder();

    /** Of these, answered from what was kept. */
    public final LongAdder hits = new LongAdder();

    /** Of these, answered from what streams and clocks tell. */
    public final LongAdder known = new LongAdder();

    /** Of these, answered with what others asked for too. */
    public final LongAdder shared = new LongAdder();

    /** Of these, refused because too much was asked for. */
    public final LongAdder exhausted = new LongAdder();

    /** Of these, refused because they are no relay's business. */
    public final LongAdder refused = new LongAdder();

    /** Questions to the venue. */
    public final LongAdder questions = new LongAdder();

    /** Of these, without an answer. */
    public final LongAdder failures = new LongAdder();

    /** What they weighed. */
    public final LongAdder weight = new LongAdder();

    /** Of the minute, as the venue told it last. */
    public final AtomicLong usedWeight = new AtomicLong();

    /** Bytes that are kept. */
    public final AtomicLong keptBytes = new AtomicLong();

    /** @param weightLeft what may still be asked at the moment; negative where there is no one number for it */
    RestStats(LongSupplier weightLeft) {
        this.weightLeft = weightLeft;
    }

    /** What questions may weigh at the moment; negative where each path has a budget of its own. */
    public long weightLeft() {
        return weightLeft.getAsLong();
    }
}
