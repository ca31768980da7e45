package io.quotegate.cluster;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/** What a gateway counts of what it takes from feed nodes, and, by names of its own, a feed node. Any thread. */
public final class ClusterStats {
    /** Records that were read, of whichever feed node. */
    public final LongAdder records = new LongAdder();
    /** Bytes of the messages that they came in, without what Aeron and IP put around them. */
    public final LongAdder bytes = new LongAdder();
    /** Heartbeats of the feed node that is followed that did not come in time. */
    public final LongAdder missedHeartbeats = new LongAdder();
    /** Images of quotes or of books that came whole, asked for or not. */
    public final LongAdder images = new LongAdder();
    /** Records that did not arrive, of the feed node that is followed. */
    public final LongAdder lost = new LongAdder();
    /** Times that some did not. */
    public final LongAdder gaps = new LongAdder();
    /** Images that were asked for. */
    public final LongAdder requests = new LongAdder();
    /** Times that another feed node was followed than before. */
    public final LongAdder switches = new LongAdder();
    /** Times that no feed node was heard. */
    public final LongAdder silences = new LongAdder();
    /** Messages that were none of ours. */
    public final LongAdder unreadable = new LongAdder();
    /** What Aeron's driver counted, as it stood a moment ago. */
    public final AtomicReference<Transport> transport = new AtomicReference<>(Transport.NONE);

    /**
     * What Aeron's media driver counted since it runs, of everything that it carries. Immutable: any thread.
     *
     * @param bytesSent         over UDP, with Aeron's headers
     * @param bytesReceived     likewise
     * @param naksSent          times that it asked for what did not come
     * @param naksReceived      times that it was asked
     * @param retransmits       times that it sent again
     * @param flowControlLimits times that it could not send because nobody could take more
     * @param overruns          times that more came than there was room for
     * @param shortSends        times that the kernel took less than a packet
     * @param errors            that it noted
     */
    public record Transport(
            long bytesSent,
            long bytesReceived,
            long naksSent,
            long naksReceived,
            long retransmits,
            long flowControlLimits,
            long overruns,
            long shortSends,
            long errors) {
        /** Before anything is known. */
        static final Transport NONE = new Transport(0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /** What a feed node counts of what it publishes. Any thread. */
    public static final class Published {
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
        /** What Aeron's driver counted, as it stood a moment ago. */
        public final AtomicReference<Transport> transport = new AtomicReference<>(Transport.NONE);
    }
}
