package io.quotegate.cluster;

import java.util.concurrent.atomic.LongAdder;

/** What a gateway counts of what it takes from feed nodes. Any thread. */
public final class ClusterStats {
    /** Records that were read, of whichever feed node. */
    public final LongAdder records = new LongAdder();
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
}
