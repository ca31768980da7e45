package io.quotegate.cluster;

import java.util.concurrent.atomic.LongAdder;

/** What a feed node counts of what it publishes. Any thread. */
public final class PublisherStats {
    /** Records that were published. */
    public final LongAdder records = new LongAdder();
    /** Messages, each of one record or more. */
    public final LongAdder messages = new LongAdder();
    /** Bytes of these, without what Aeron and IP put around them. */
    public final LongAdder bytes = new LongAdder();
    /** Times that Aeron could not take a message at once. */
    public final LongAdder backPressure = new LongAdder();
    /** Times that the publisher fell a whole ring behind, and records were lost. */
    public final LongAdder laps = new LongAdder();
    /** Images that gateways asked for. */
    public final LongAdder requests = new LongAdder();
}
