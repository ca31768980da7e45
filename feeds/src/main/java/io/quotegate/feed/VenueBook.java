package io.quotegate.feed;

import io.quotegate.feed.origin.VenueOrigin;
import io.quotegate.feed.pair.GroupHealth;
import io.quotegate.feed.pair.SwitchReasons;
import io.quotegate.feed.pair.VenueGroups;
import io.quotegate.feed.pair.VenuePair;
import io.quotegate.market.MarketListener;
import io.quotegate.market.StatusReason;
import io.quotegate.market.TickerUpdate;
import io.quotegate.market.TopUpdate;
import io.quotegate.market.TradeUpdate;
import io.quotegate.market.Venue;
import java.util.Arrays;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that one venue has said, pair by pair, and how healthy that is; the way from its decoders to the arbiter. Confined to the
 * feed loop.
 */
final class VenueBook implements ConnectionSink, MarketListener, SwitchReasons.Candidate {
    private final Venue venue;
    private final VenueOrigin origin;
    private final VenueStats stats;
    private final FeedArbiter arbiter;
    private final BitSet toRenew = new BitSet(); // pairs whose quotes are to be asked for anew

    private final VenueGroups groups = new VenueGroups();

    private VenuePair[] pairs = {};
    private long receivedNs; // epoch, of the read being decoded
    private long nowNs; // monotonic, of the same
    private Object source = this; // the connection it is of
    private BitSet quotedBySource = new BitSet(); // pairs that this connection has quoted
    private final Map<Object, BitSet> quoted = new IdentityHashMap<>(); // pairs by connection, of those not ended
    private final BitSet unheard = new BitSet(); // pairs of which no connection has brought the first quote in time
    private long heard; // messages of market data
    private long newestNs; // exchange time of what came last and is new; 0 for nothing in this read

    VenueBook(Venue venue, boolean simulated, VenueStats stats, FeedArbiter arbiter, int instruments) {
        this.venue = venue;
        this.origin = VenueOrigin.of(simulated);
        this.stats = stats;
        this.arbiter = arbiter;
        know(instruments);
    }

    /** There are {@code count} pairs now, served or not. */
    void know(int count) {
        VenuePair[] known = pairs;
        pairs = new VenuePair[count];
        Arrays.setAll(pairs, id -> id < known.length ? known[id] : new VenuePair());
        groups.know(count);
    }

    /** By which connections its pairs come. */
    VenueGroups groups() {
        return groups;
    }

    /** The venue is not to bring a pair any more, or by another name: what is known of it stays known, as after a disconnection. */
    void forget(int id) {
        pairs[id].disconnected();
        groups.leave(id);
        quoted.values().forEach(ids -> ids.clear(id));
        quotedBySource.clear(id);
        toRenew.clear(id);
        unheard.clear(id);
        stats.unheardPairs.remove(id);
        stats.refusedPairs.remove(id);
    }

    @Override
    public Venue venue() {
        return venue;
    }

    /** Whether the venue is real, as far as is known. */
    @Override
    public VenueOrigin origin() {
        return origin;
    }

    VenueStats stats() {
        return stats;
    }

    @Override
    public VenuePair pair(int instrumentId) {
        return pairs[instrumentId];
    }

    @Override
    public GroupHealth health(int instrumentId) {
        return groups.of(instrumentId);
    }

    /** Whether any of its pairs comes. */
    boolean isLive() {
        return groups.isLive();
    }

    /** Whether a pair can be served from here now. */
    boolean serves(int instrumentId) {
        VenuePair pair = pairs[instrumentId];
        return groups.of(instrumentId).isLive() && pair.quoted() && pair.doubt() == null;
    }

    /** The next pair whose quotes are to be asked for anew, which is then no longer due; -1 for none. */
    int nextToRenew() {
        int id = toRenew.nextSetBit(0);
        if (id >= 0) {
            toRenew.clear(id);
        }
        return id;
    }

    @Override
    public long heard() {
        return heard;
    }

    @Override
    public void beginRead(Object connection, long monotonicNs, long epochNs) {
        source = connection;
        quotedBySource = quoted.computeIfAbsent(connection, first -> new BitSet());
        nowNs = monotonicNs;
        receivedNs = epochNs;
        stats.lastMessageNs(monotonicNs);
    }

    @Override
    public void ended(Object connection) {
        quoted.remove(connection);
        for (VenuePair pair : pairs) {
            pair.ended(connection);
        }
    }

    /** Whether any of the connections that last has quoted a pair. */
    boolean isQuoted(int instrumentId) {
        return quoted.values().stream().anyMatch(ids -> ids.get(instrumentId));
    }

    /** A pair was taken but does not come: another venue's, until it does. */
    void unheard(int id, long atNs) {
        if (stats.refusedPairs.add(id)) {
            unheard.set(id);
            stats.unheardPairs.add(id);
            pairs[id].unheard();
            arbiter.onDoubt(this, id, StatusReason.NO_DATA, atNs);
        }
    }

    private void heard(int id) {
        quotedBySource.set(id);
        if (unheard.get(id)) {
            unheard.clear(id);
            stats.unheardPairs.remove(id);
            stats.refusedPairs.remove(id);
        }
    }

    @Override
    public void endRead() {
        if (newestNs != 0) {
            stats.latency.record(receivedNs - newestNs);
            newestNs = 0;
        }
        arbiter.announce();
    }

    /** There is no connection of {@code group}. */
    void down(GroupHealth group) {
        groups.down(group);
        for (int id = 0; id < pairs.length; id++) {
            if (groups.of(id) == group) {
                pairs[id].disconnected();
            }
        }
    }

    @Override
    public void onTop(TopUpdate top) {
        heard++;
        int id = top.instrumentId;
        VenuePair pair = pairs[id];
        if (top.isCrossed()) {
            stats.crossed.increment();
            pair.callOff(nowNs);
            return;
        }
        heard(id);
        top.exchangeTimeNs = believed(top.exchangeTimeNs);
        StatusReason doubted = pair.doubt();
        boolean wasQuoted = pair.quoted();
        VenuePair.Verdict verdict = pair.update(top, source, receivedNs, nowNs, arbiter.pairStaleAfterNs());
        switch (verdict) {
            case OLD, REPEATED -> {
                (pair.isSecondTop(source) ? stats.duplicates : stats.oldMessages).increment();
                tellDoubt(id, doubted, nowNs);
            }
            case CHANGED, UNCHANGED -> {
                if (!wasQuoted) {
                    stats.refusedPairs.remove(id); // it has the pair after all
                } else if (verdict == VenuePair.Verdict.CHANGED) { // the first may have stood for long
                    newestNs = top.exchangeTimeNs;
                }
                arbiter.onQuote(this, id, verdict == VenuePair.Verdict.CHANGED, nowNs);
            }
        }
    }

    @Override
    public void onUnusableTop(int instrumentId) {
        onUnusable();
        pairs[instrumentId].callOff(nowNs);
    }

    /** Looks at what only time changes. */
    void onTime(long monotonicNs) {
        for (int id = 0; id < pairs.length; id++) {
            StatusReason doubted = pairs[id].doubt();
            pairs[id].onTime(monotonicNs);
            tellDoubt(id, doubted, monotonicNs);
        }
    }

    /** {@code timeNs}, or 0 for unknown where it is further ahead of our clock than clocks go wrong. */
    private long believed(long timeNs) {
        if (timeNs - receivedNs <= arbiter.maxClockSkewNs()) {
            return timeNs;
        }
        stats.timesAhead.increment();
        return 0;
    }

    private void tellDoubt(int id, @Nullable StatusReason before, long atNs) {
        StatusReason doubt = pairs[id].doubt();
        if (doubt != null && before == null) {
            toRenew.set(id);
            arbiter.onDoubt(this, id, doubt, atNs);
        } else if (doubt == null && before != null) {
            arbiter.onQuote(this, id, false, atNs);
        }
    }

    @Override
    public void onTicker(TickerUpdate ticker) {
        heard++;
        ticker.exchangeTimeNs = believed(ticker.exchangeTimeNs);
        VenuePair pair = pairs[ticker.instrumentId];
        boolean hadLast = pair.hasLast();
        pair.update(ticker);
        tellFirstLast(ticker.instrumentId, hadLast);
    }

    private void tellFirstLast(int id, boolean hadLast) {
        if (!hadLast && pairs[id].hasLast()) {
            arbiter.onFirstLast(this, id);
        }
    }

    /** A trade needs a time to be in a minute: one whose time is not told, or not believed, has that of its arrival. */
    @Override
    public void onTrade(TradeUpdate trade) {
        heard++;
        long timeNs = believed(trade.exchangeTimeNs);
        trade.exchangeTimeNs = timeNs == 0 ? receivedNs : timeNs;
        VenuePair pair = pairs[trade.instrumentId];
        StatusReason doubted = pair.doubt();
        boolean hadLast = pair.hasLast();
        switch (pair.update(trade, source, nowNs, arbiter.pairStaleAfterNs())) {
            case NEXT -> publish(trade);
            case REPEATED -> (pair.isSecondTrade(source) ? stats.duplicates : stats.oldMessages).increment();
            case AHEAD -> stats.duplicates.increment();
            case AFTER_GAP -> {
                stats.gaps.increment();
                arbiter.onGap(this, trade.instrumentId, StatusReason.TRADES_MISSED);
                publish(trade);
            }
        }
        tellFirstLast(trade.instrumentId, hadLast);
        tellDoubt(trade.instrumentId, doubted, nowNs);
    }

    /** A trade whose price or size cannot be told is left out, and missed by its number. */
    private void publish(TradeUpdate trade) {
        if (!trade.price.isAbsent() && !trade.size.isAbsent()) {
            newestNs = trade.exchangeTimeNs == receivedNs ? newestNs : trade.exchangeTimeNs; // ours tells nothing
            arbiter.onTrade(this, trade, receivedNs);
        }
    }

    @Override
    public void onUnrepresentable() {
        stats.unrepresentable.increment();
    }

    @Override
    public void onUnusable() {
        stats.unusable.increment();
    }
}
