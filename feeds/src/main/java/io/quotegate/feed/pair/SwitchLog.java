package io.quotegate.feed.pair;

import io.quotegate.market.Instruments;
import io.quotegate.market.StatusReason;
import io.quotegate.market.Venue;
import io.quotegate.time.RateLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * What people are told of the venues that pairs are served from: one line for all pairs to which the same happened, at
 * once or, where the last lines are no second old, together with what else happens in it. Confined to the feed loop.
 */
public final class SwitchLog {
    private static final Logger LOG = LoggerFactory.getLogger(SwitchLog.class);
    private static final int MOST_NAMES = 3;

    private final Instruments instruments;
    private final RateLimit limit = new RateLimit(1, Duration.ofSeconds(1));
    private final Map<Line, List<String>> lines = new LinkedHashMap<>(); // to the pairs that each is about

    private boolean ended;

    /** A line, in which {@code {}} stands for pairs. */
    private record Line(Level level, String text) {}

    public SwitchLog(Instruments instruments) {
        this.instruments = instruments;
    }

    /** A pair is served from another venue. */
    public void switched(int instrumentId, Venue from, Venue to, StatusReason reason) {
        String way = from.wireName() + " to " + to.wireName();
        add(Level.INFO, "{}: switched from " + way + ": " + reason.wireName(), instrumentId);
    }

    /** No venue serves a pair. */
    public void unserved(int instrumentId) {
        add(Level.WARN, "{}: no venue left, the last quote stands as stale", instrumentId);
    }

    /** A pair that no venue served is served again. */
    public void servedAgain(int instrumentId, Venue by) {
        add(Level.INFO, "{}: recovered, served by " + by.wireName(), instrumentId);
    }

    /** Two venues' prices of a pair are too far apart. */
    public void disagree(int instrumentId, Venue serving, Venue other) {
        String text = "{}: prices differ by more than 20 % between " + serving.wireName() + ", which serves, and "
                + other.wireName() + ", which will not take over (two coins of one name? see pairs in docs)";
        add(Level.WARN, text, instrumentId);
    }

    /** They are near each other again. */
    public void agree(int instrumentId, Venue serving, Venue other) {
        add(Level.INFO, "{}: prices agree again on " + serving.wireName() + " and " + other.wireName(), instrumentId);
    }

    private void add(Level level, String text, int instrumentId) {
        lines.computeIfAbsent(new Line(level, text), line -> new ArrayList<>())
                .add(instruments.byId(instrumentId).symbol());
    }

    /** Says no more: what becomes of pairs whose venues are left, because everything ends, is nobody's concern. */
    public void end() {
        ended = true;
    }

    /** Writes what there is to be said, if it is time. */
    public void flush(long nowNs) {
        if (ended || lines.isEmpty() || !limit.trySpend(nowNs)) {
            return;
        }
        lines.forEach((line, pairs) -> LOG.atLevel(line.level)
                .log(line.text, pairs.size() > MOST_NAMES ? pairs.size() + " pairs" : String.join(", ", pairs)));
        lines.clear();
    }
}
