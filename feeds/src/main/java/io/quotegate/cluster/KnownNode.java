package io.quotegate.cluster;

import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.ring.TopOfBook;
import java.util.List;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A feed node as a gateway hears it, followed or not: of one that is not, the newest quotes are known too, so that it can be
 * followed at once. Confined to the thread that reads.
 */
final class KnownNode implements NodeChoice.Candidate {
    private static final long ASK_AGAIN_NS = 200_000_000;

    private final UUID epoch;
    private final PairNumbers numbers;
    private final TopOfBook newest;
    private final QuoteFlyweight scratch = new QuoteFlyweight().wrap(new UnsafeBuffer(new byte[QuoteLayout.LENGTH]), 0);
    private final SequenceCheck[] checks = new SequenceCheck[ClusterStream.PUBLISHED];
    private final boolean[] wanted = new boolean[ClusterStream.PUBLISHED]; // images
    private final long[] askedNs = new long[ClusterStream.PUBLISHED];

    private int rank = Integer.MAX_VALUE;
    private boolean ready;
    private boolean heard; // a heartbeat
    private boolean well;
    private long heardNs;
    private long missed; // heartbeats since
    private long wellSinceNs;
    private List<VenueReport> venues = List.of();

    KnownNode(UUID epoch, Instruments instruments) {
        this.epoch = epoch;
        numbers = new PairNumbers(instruments);
        newest = new TopOfBook(instruments.capacity());
        for (int i = 0; i < checks.length; i++) {
            checks[i] = new SequenceCheck();
        }
    }

    UUID epoch() {
        return epoch;
    }

    boolean is(long epochHigh, long epochLow) {
        return epoch.getMostSignificantBits() == epochHigh && epoch.getLeastSignificantBits() == epochLow;
    }

    PairNumbers numbers() {
        return numbers;
    }

    /** The newest quote of each pair. */
    TopOfBook newest() {
        return newest;
    }

    SequenceCheck check(ClusterStream stream) {
        return checks[stream.ordinal()];
    }

    List<VenueReport> venues() {
        return venues;
    }

    @Override
    public boolean isHeard() {
        return heard;
    }

    @Override
    public int rank() {
        return rank;
    }

    @Override
    public boolean isReady() {
        return ready;
    }

    @Override
    public long heardNs() {
        return heardNs;
    }

    @Override
    public long wellSinceNs() {
        return wellSinceNs;
    }

    void onHeartbeat(Heartbeat heartbeat, long nowNs) {
        boolean silent = heard && !NodeChoice.isAlive(this, nowNs);
        rank = heartbeat.rank();
        ready = heartbeat.ready();
        venues = heartbeat.venues();
        heardNs = nowNs;
        missed = 0;
        heard = true;
        if (!ready || silent) {
            well = false;
        }
        if (ready && !well) {
            well = true;
            wellSinceNs = nowNs;
        }
    }

    /** How many more heartbeats are missing than when it was asked last: those that were due a whole one ago. */
    long missed(long nowNs) {
        long more = heard ? Math.max(0, (nowNs - heardNs) / NodeChoice.HEARTBEAT_NS - 1 - missed) : 0;
        missed += more;
        return more;
    }

    /** We were asleep for so long, and could not hear it. */
    void forgive(long asleepNs) {
        heardNs += asleepNs;
    }

    /** Takes a quote, already by its number here; false if it is not newer than what is known. */
    boolean take(QuoteFlyweight quote) {
        if (newest.read(quote.instrumentId(), scratch)
                && (quote.seq() < scratch.seq()
                        || (quote.seq() == scratch.seq() && quote.stale() == scratch.stale()))) {
            return false;
        }
        newest.put(quote);
        return true;
    }

    /** An image of {@code stream} is wanted. */
    void want(ClusterStream stream) {
        if (!wanted[stream.ordinal()]) {
            wanted[stream.ordinal()] = true;
            askedNs[stream.ordinal()] = Long.MIN_VALUE;
        }
    }

    /** All of an image has come. */
    void imaged(ClusterStream stream) {
        wanted[stream.ordinal()] = false;
    }

    /** Whether it is to be asked for an image now, once more where it does not come. */
    boolean asksFor(ClusterStream stream, long nowNs) {
        int i = stream.ordinal();
        boolean due = wanted[i] && (askedNs[i] == Long.MIN_VALUE || nowNs - askedNs[i] >= ASK_AGAIN_NS);
        if (due) {
            askedNs[i] = nowNs;
        }
        return due;
    }
}
