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
    private static final long ASK_AT_LEAST_NS = 1_000_000_000;

    private final UUID epoch;
    private final PairNumbers numbers;
    private final TopOfBook newest;
    private final QuoteFlyweight scratch = new QuoteFlyweight().wrap(new UnsafeBuffer(new byte[QuoteLayout.LENGTH]), 0);
    private final SequenceCheck[] checks = new SequenceCheck[ClusterStream.PUBLISHED];
    private final Wish[] wishes = new Wish[ClusterStream.PUBLISHED];
    private long[] told = new long[ClusterStream.PUBLISHED]; // by the last heartbeat: the next record of each stream

    private int rank = Integer.MAX_VALUE;
    private boolean ready;
    private boolean heard; // a heartbeat
    private boolean well;
    private long heardNs;
    private long missed; // heartbeats since
    private long wellSinceNs;
    private List<VenueReport> venues = List.of();

    /**
     * An image that may be wanted, until one has come of which nothing was lost. It is asked for again where nothing of it
     * comes, each time later, so that a line which cannot carry it in time has not to carry it for ever.
     */
    private static final class Wish {
        private boolean wanted;
        private boolean asked;
        private boolean whole; // nothing was lost since
        private long sinceNs; // it was asked for, or something of it came
        private long waitNs;

        void want() {
            if (!wanted) {
                wanted = true;
                asked = false;
                waitNs = ASK_AGAIN_NS;
            }
        }

        boolean isDue(long nowNs) {
            if (!wanted || (asked && nowNs - sinceNs < waitNs)) {
                return false;
            }
            waitNs = asked ? Math.min(2 * waitNs, ASK_AT_LEAST_NS) : waitNs;
            asked = true;
            whole = true;
            sinceNs = nowNs;
            return true;
        }
    }

    KnownNode(UUID epoch, Instruments instruments) {
        this.epoch = epoch;
        numbers = new PairNumbers(instruments);
        newest = new TopOfBook(instruments.capacity());
        for (int i = 0; i < checks.length; i++) {
            checks[i] = new SequenceCheck();
            wishes[i] = new Wish();
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
        told = heartbeat.next();
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
        wishes[stream.ordinal()].want();
    }

    /** Records of {@code stream} were lost, which only an image makes up for that is asked for from now on. */
    void lose(ClusterStream stream) {
        wishes[stream.ordinal()].whole = false;
        want(stream);
    }

    /** The feed node names a pair, by which an image of quotes begins. */
    void name(UnsafeBuffer pair, long nowNs) {
        numbers.name(pair);
        wishes[ClusterStream.QUOTES.ordinal()].sinceNs = nowNs;
    }

    /** A book came; as a whole it may be of an image. */
    void onBook(boolean whole, long nowNs) {
        if (whole) {
            wishes[ClusterStream.BOOKS.ordinal()].sinceNs = nowNs;
        }
    }

    /** An image has come to its end. */
    void imaged(ClusterStream stream) {
        Wish wish = wishes[stream.ordinal()];
        wish.wanted &= !wish.whole;
    }

    /** Whether an image of {@code stream} is wanted still. */
    boolean wants(ClusterStream stream) {
        return wishes[stream.ordinal()].wanted;
    }

    /** Whether everything of {@code stream} is here that there was at the last heartbeat, as far as can be known. */
    boolean isWhole(ClusterStream stream) {
        return !wants(stream) && check(stream).has(told[stream.ordinal()]);
    }

    /** Whether it is to be asked for an image now, once more where it does not come. */
    boolean asksFor(ClusterStream stream, long nowNs) {
        return wishes[stream.ordinal()].isDue(nowNs);
    }
}
