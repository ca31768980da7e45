package io.quotegate.cluster;

import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.ring.TopOfBook;
import java.util.List;
import java.util.UUID;
import org.agrona.concurrent.UnsafeBuffer;
import org.jspecify.annotations.Nullable;

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
    private final Images[] images = new Images[ClusterStream.PUBLISHED];
    private final @Nullable Object[] sources = new Object[ClusterStream.PUBLISHED];
    private long[] told = new long[ClusterStream.PUBLISHED]; // by the last heartbeat: the next record of each stream

    private boolean named; // every pair
    private int rank = Integer.MAX_VALUE;
    private boolean ready;
    private boolean heard; // a heartbeat
    private boolean well;
    private long heardNs;
    private long missed; // heartbeats since
    private long wellSinceNs;
    private List<VenueReport> venues = List.of();

    /**
     * The images of a stream: whether one may be wanted, until one has come from its beginning to its end of which nothing
     * was lost. It is asked for again where nothing of it comes, each time later, so that a line which cannot carry it in
     * time has not to carry it for ever.
     */
    private static final class Images {
        private boolean wanted;
        private boolean asked;
        private boolean whole; // one has begun, and nothing of it was lost
        private long sinceNs; // it was asked for, or something of it came
        private long waitNs;

        void want() {
            if (!wanted) {
                wanted = true;
                whole = false;
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
            images[i] = new Images();
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

    /** A message of {@code stream} came from {@code source}. */
    void hear(ClusterStream stream, Object source) {
        sources[stream.ordinal()] = source;
    }

    /** Where the last message of {@code stream} came from; null before the first. */
    @Nullable
    Object source(ClusterStream stream) {
        return sources[stream.ordinal()];
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

    /** An image of {@code stream} is wanted, which is to begin from now on if none is wanted yet. */
    void want(ClusterStream stream) {
        images(stream).want();
    }

    private Images images(ClusterStream stream) {
        return images[stream.ordinal()];
    }

    /** Records of {@code stream} were lost, which only an image makes up for that begins from now on. */
    void lose(ClusterStream stream) {
        images(stream).whole = false;
        want(stream);
    }

    /** The feed node names a pair, which is of an image of quotes; whether it may be one whose books could not be taken. */
    boolean name(UnsafeBuffer pair, long nowNs) {
        images(ClusterStream.QUOTES).sinceNs = nowNs;
        return numbers.name(pair);
    }

    /** A book came; as a whole it may be of an image. */
    void onBook(boolean whole, long nowNs) {
        if (whole) {
            images(ClusterStream.BOOKS).sinceNs = nowNs;
        }
    }

    /** An image begins, whoever asked for it. Books whose pairs have no names yet cannot be taken. */
    void onImageBegin(ClusterStream stream, long nowNs) {
        images(stream).whole = named || stream == ClusterStream.QUOTES;
        images(stream).sinceNs = nowNs;
    }

    /** An image has come to its end; whether it is here as a whole. */
    boolean onImageEnd(ClusterStream stream) {
        Images ended = images(stream);
        boolean whole = ended.whole;
        ended.whole = false;
        ended.wanted &= !whole;
        named |= whole && stream == ClusterStream.QUOTES;
        return whole;
    }

    /** Whether an image of {@code stream} is wanted still. */
    boolean wants(ClusterStream stream) {
        return images(stream).wanted;
    }

    /** Whether everything of {@code stream} is here that there was at the last heartbeat, as far as can be known. */
    boolean isWhole(ClusterStream stream) {
        return !wants(stream) && check(stream).has(told[stream.ordinal()]);
    }

    /** Whether it is to be asked for an image now, once more where it does not come; for books when pairs have names. */
    boolean asksFor(ClusterStream stream, long nowNs) {
        return (named || stream == ClusterStream.QUOTES) && images(stream).isDue(nowNs);
    }
}
