package io.quotegate.feed;

import io.quotegate.feed.peer.PeerText;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.time.RateLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What people are told of one venue: an outage in one warning however often it is tried to end it, what else is learnt
 * of it once, a pair that the venue does not have once, and what happens often as a count. Confined to the feed loop.
 */
final class VenueLog {
    private static final Logger LOG = LoggerFactory.getLogger(VenueLog.class);
    private static final int MOST_REASONS = 20; // of one outage
    private static final Duration COUNTED_EVERY = Duration.ofSeconds(10);

    private final String venue;
    private final Instruments instruments;
    private final VenueStats stats;
    private final BitSet toldPairs = new BitSet();
    private final Set<String> reasons = new HashSet<>(); // told of this outage, but for their numbers
    private final RateLimit lessenings = new RateLimit(2, Duration.ofMinutes(1));
    private final RateLimit counts = new RateLimit(1, COUNTED_EVERY);
    private boolean isDown; // from the first failure until the venue is healthy, and not only there
    private boolean isBack;
    private long downNs;
    private long toldGaps;
    private long toldUnreadable;
    private String lastUnreadable = "";

    VenueLog(String venue, Instruments instruments, VenueStats stats) {
        this.venue = venue;
        this.instruments = instruments;
        this.stats = stats;
    }

    /** Something happens as it should. */
    void note(String what) {
        LOG.info("{}: {}", venue, what);
    }

    /** The venue cannot be reached, or does not send. */
    void failed(String what, long nowNs) {
        if (!isDown) {
            isDown = true;
            isBack = false;
            downNs = nowNs;
            reasons.clear();
            reasons.add(kind(what));
            LOG.warn("{}: {}", venue, what);
        } else if (reasons.size() < MOST_REASONS && reasons.add(kind(what))) {
            LOG.info("{}: {}", venue, what);
        } else {
            LOG.debug("{}: {}", venue, what);
        }
    }

    /** One of several connections is lost, or cannot be made, which costs nothing while there is another. */
    void lessened(String what, long nowNs) {
        LOG.atLevel(lessenings.trySpend(nowNs) ? Level.INFO : Level.DEBUG)
                .log("{}: another connection goes on, one is {}", venue, what);
    }

    /** A connection is lost, or cannot be made, or is silent, which costs the pairs that it brings and no others. */
    void lostPairs(String what, int pairs, long nowNs) {
        LOG.atLevel(lessenings.trySpend(nowNs) ? Level.WARN : Level.DEBUG)
                .log("{}: one of several connections, for quotes of {} pairs: {}", venue, pairs, what);
    }

    /** A connection for books is lost, or cannot be made, which costs the books that it brought. */
    void lostBooks(String what, long nowNs) {
        LOG.atLevel(lessenings.trySpend(nowNs) ? Level.INFO : Level.DEBUG)
                .log("{}: a connection for books is {}", venue, what);
    }

    private static String kind(String what) {
        return what.replaceAll("[0-9]+", "#");
    }

    /** The venue sends. */
    void live(long nowNs) {
        if (!isDown) {
            LOG.info("{}: live", venue);
        } else if (!isBack) {
            isBack = true;
            LOG.info(
                    "{}: live again after {} s",
                    venue,
                    Duration.ofNanos(nowNs - downNs).toSeconds());
        } else {
            LOG.debug("{}: live again", venue);
        }
    }

    /** The venue has been sending for long enough: the next failure is another outage. */
    void healthy() {
        isDown = false;
    }

    /** The venue does not have a pair. */
    void refused(int instrumentId, String message) {
        if (!toldPairs.get(instrumentId)) {
            toldPairs.set(instrumentId);
            LOG.warn(
                    "{}: does not serve {}: {}",
                    venue,
                    instruments.byId(instrumentId).symbol(),
                    message);
        }
    }

    /** What was told of a pair may be told again. */
    void forget(int instrumentId) {
        toldPairs.clear(instrumentId);
    }

    /** The venue has quoted none of {@code pairs} for {@code time}, without refusing them. */
    void unheard(List<Instrument> pairs, Duration time) {
        List<Instrument> news = new ArrayList<>(pairs);
        news.removeIf(pair -> toldPairs.get(pair.id()));
        news.forEach(pair -> toldPairs.set(pair.id()));
        if (!news.isEmpty()) {
            String names = news.stream().map(Instrument::symbol).collect(Collectors.joining(", "));
            LOG.warn("{}: has quoted nothing for {} s of what it may not have: {}", venue, time.toSeconds(), names);
        }
    }

    /** A message could not be read. */
    void unreadable(String detail) {
        lastUnreadable = PeerText.shown(detail);
    }

    /** Tells how much was missed and could not be read, if it is time and there is anything new. */
    void onTime(long nowNs) {
        long gaps = stats.gaps.sum() - toldGaps;
        long unreadable = stats.decodeErrors.sum() - toldUnreadable;
        if ((gaps == 0 && unreadable == 0) || !counts.trySpend(nowNs)) {
            return;
        }
        toldGaps += gaps;
        toldUnreadable += unreadable;
        if (gaps > 0) {
            LOG.warn("{}: trades were missed {} times", venue, gaps);
        }
        if (unreadable > 0) {
            LOG.warn("{}: {} messages could not be read, the last one: {}", venue, unreadable, lastUnreadable);
        }
    }
}
