package io.quotegate.feed.relay;

import java.util.concurrent.atomic.LongAdder;

/** What is counted of one source of the relay. Any thread. */
public final class RelayStats {
    /** Messages of market data. */
    public final LongAdder messages = new LongAdder();

    /** Their bytes. */
    public final LongAdder bytes = new LongAdder();

    /** Messages that no client could be told: longer than the ring takes. */
    public final LongAdder tooLong = new LongAdder();

    /** Messages of no known kind. */
    public final LongAdder unknown = new LongAdder();

    /** Requests to subscribe and to unsubscribe. */
    public final LongAdder requests = new LongAdder();

    /** Connections that were opened. */
    public final LongAdder connects = new LongAdder();

    /** Connections that are open now. */
    public final LongAdder connections = new LongAdder();

    /** Streams and channels that are subscribed to now. */
    public final LongAdder topics = new LongAdder();

    /** Of these, those that come over the feed's connections. */
    public final LongAdder overheard = new LongAdder();

    /** Streams and channels that were refused. */
    public final LongAdder refused = new LongAdder();
}
