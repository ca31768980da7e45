package io.quotegate.gateway.session;

import io.quotegate.api.Resume;
import io.quotegate.time.EpochClock;
import io.quotegate.time.TimeHistogram;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Counts connections by protocol and the reasons they ended for, and what is done for them. Any thread. */
public final class ConnectionMetrics {
    private final LongAdder[][] ended = adders(Protocol.values().length, DisconnectReason.values().length);
    private final LongAdder[] opened = adders(1, Protocol.values().length)[0];

    private final TimeHistogram[] deliveries =
            Stream.generate(TimeHistogram::new).limit(Protocol.values().length).toArray(TimeHistogram[]::new);
    private final EpochClock clock = new EpochClock();

    /** How long requests took. */
    public final RequestTimes requestTimes = new RequestTimes();
    /** Requests answered, over all protocols. */
    public final LongAdder requests = new LongAdder();
    /** Requests turned away that called us by a name that is not served. */
    public final LongAdder otherHosts = new LongAdder();
    /** Requests turned away that a page of another site made. */
    public final LongAdder otherSites = new LongAdder();
    /** Times that a connection had to wait for another turn of its event loop. */
    public final LongAdder waitsForTurn = new LongAdder();
    /** Streams of HTTP/2 open now. */
    public final LongAdder streams = new LongAdder();
    /** Sets of things that subscribers want, for each of which a batch is put together once. */
    public final LongAdder groups = new LongAdder();
    /** Quotes that slow {@code latest} subscribers were not sent. */
    public final LongAdder drops = new LongAdder();
    /** Groups now that have a deflate stream of their own. */
    public final LongAdder deflateStreams = new LongAdder();
    /** Subscribers whose group had to do without, because there were as many as there may be. */
    public final LongAdder deflateRefusals = new LongAdder();
    /** Times that such a stream was begun, the first among them. */
    public final LongAdder deflateBeginnings = new LongAdder();
    /** Bytes that subscribers were sent less for them than without compression. */
    public final LongAdder deflateSavedBytes = new LongAdder();
    /** Times an event loop was overtaken by the ring's writer. */
    public final LongAdder laps = new LongAdder();

    private final LongAdder[] resumes = adders(1, Resume.Outcome.values().length)[0];

    /** A client that went on where it was found what it had missed, or did not. */
    public void resumed(Resume.Outcome outcome) {
        resumes[outcome.ordinal()].increment();
    }

    /** What became of subscriptions that were to go on where the client was, by name. */
    public Map<String, LongAdder> resumes() {
        Map<String, LongAdder> byName = new LinkedHashMap<>();
        for (Resume.Outcome outcome : Resume.Outcome.values()) {
            if (outcome != Resume.Outcome.NONE) {
                byName.put(outcome.wireName(), resumes[outcome.ordinal()]);
            }
        }
        return byName;
    }

    private static LongAdder[][] adders(int rows, int columns) {
        LongAdder[][] adders = new LongAdder[rows][columns];
        for (LongAdder[] row : adders) {
            for (int i = 0; i < columns; i++) {
                row[i] = new LongAdder();
            }
        }
        return adders;
    }

    /** A connection, or what is like one on a stream of HTTP/2, began. */
    public void opened(Protocol protocol) {
        opened[protocol.ordinal()].increment();
    }

    /** It ended. */
    public void ended(Protocol protocol, DisconnectReason reason) {
        ended[protocol.ordinal()][reason.ordinal()].increment();
    }

    /** A connection that spoke {@code from} speaks {@code to} now. */
    void changed(Protocol from, Protocol to) {
        opened[from.ordinal()].decrement();
        opened[to.ordinal()].increment();
    }

    /**
     * A batch was written to all who speak {@code protocol} and want of it.
     *
     * @param receivedNs when the first of what it brought was received, nanoseconds since the epoch
     */
    public void delivered(Protocol protocol, long receivedNs) {
        deliveries[protocol.ordinal()].record(clock.epochNs() - receivedNs);
    }

    /** How long batches were under way to those who speak {@code protocol}. */
    public TimeHistogram deliveryTimes(Protocol protocol) {
        return deliveries[protocol.ordinal()];
    }

    /** Connections that ended so. */
    public long disconnects(Protocol protocol, DisconnectReason reason) {
        return ended[protocol.ordinal()][reason.ordinal()].sum();
    }

    /** Connections open now. */
    public long open(Protocol protocol) {
        long count = opened[protocol.ordinal()].sum();
        for (LongAdder reason : ended[protocol.ordinal()]) {
            count -= reason.sum();
        }
        return count;
    }
}
