package io.quotegate.feed;

import io.quotegate.market.MarketListener;
import io.quotegate.market.StatusReason;
import io.quotegate.market.TickerUpdate;
import io.quotegate.market.TopUpdate;
import io.quotegate.market.TradeUpdate;
import io.quotegate.market.Venue;

/**
 * All that one venue has said, pair by pair, and how healthy it is; the way from its decoder to the arbiter. Confined
 * to the feed loop.
 */
final class VenueBook implements MarketListener {
    private final Venue venue;
    private final boolean simulated;
    private final VenueStats stats;
    private final FeedArbiter arbiter;
    private final VenuePair[] pairs;

    private Health health = Health.DOWN;
    private long healthySinceNs;
    private boolean hasFailed; // in this process, so that coming back takes feeds.fail-back-after
    private long receivedNs; // epoch, of the read being decoded
    private long nowNs; // monotonic, of the same
    private long heard; // messages of market data

    /** What the arbiter knows of a venue. */
    enum Health {
        DOWN,
        STALE,
        LIVE
    }

    VenueBook(Venue venue, boolean simulated, VenueStats stats, FeedArbiter arbiter, int instruments) {
        this.venue = venue;
        this.simulated = simulated;
        this.stats = stats;
        this.arbiter = arbiter;
        pairs = new VenuePair[instruments];
        for (int i = 0; i < instruments; i++) {
            pairs[i] = new VenuePair();
        }
    }

    Venue venue() {
        return venue;
    }

    boolean simulated() {
        return simulated;
    }

    VenueStats stats() {
        return stats;
    }

    VenuePair pair(int instrumentId) {
        return pairs[instrumentId];
    }

    Health health() {
        return health;
    }

    boolean isLive() {
        return health == Health.LIVE;
    }

    long healthySinceNs() {
        return healthySinceNs;
    }

    boolean hasFailed() {
        return hasFailed;
    }

    /** Whether a pair can be served from here now. */
    boolean serves(int instrumentId) {
        return isLive() && pairs[instrumentId].quoted();
    }

    /** How many messages of market data have come, on whatever connection. */
    long heard() {
        return heard;
    }

    /** Stamps what is decoded next with the time it was read. */
    void beginRead(long monotonicNs, long epochNs) {
        nowNs = monotonicNs;
        receivedNs = epochNs;
        stats.lastMessageNs(monotonicNs);
    }

    /** All that came at once has been decoded. */
    void endRead() {
        arbiter.announce();
    }

    void live(long monotonicNs) {
        health = Health.LIVE;
        healthySinceNs = monotonicNs;
    }

    void stale() {
        health = Health.STALE;
        hasFailed = true;
    }

    void down() {
        health = Health.DOWN;
        hasFailed = true;
        for (VenuePair pair : pairs) {
            pair.disconnected();
        }
    }

    @Override
    public void onTop(TopUpdate top) {
        heard++;
        VenuePair.Verdict verdict = pairs[top.instrumentId].update(top, receivedNs, nowNs, arbiter.pairStaleAfterNs());
        if (verdict == VenuePair.Verdict.OLD) {
            stats.oldMessages.increment();
        } else {
            arbiter.onQuote(this, top.instrumentId, verdict == VenuePair.Verdict.CHANGED, nowNs);
        }
    }

    @Override
    public void onTicker(TickerUpdate ticker) {
        heard++;
        pairs[ticker.instrumentId].update(ticker);
    }

    @Override
    public void onTrade(TradeUpdate trade) {
        heard++;
        switch (pairs[trade.instrumentId].update(trade)) {
            case NEXT -> publish(trade);
            case REPEATED -> stats.oldMessages.increment();
            case AFTER_GAP -> {
                stats.gaps.increment();
                arbiter.onGap(this, trade.instrumentId, StatusReason.TRADES_MISSED);
                publish(trade);
            }
        }
    }

    /** A trade whose price or size cannot be told is left out, and missed by its number. */
    private void publish(TradeUpdate trade) {
        if (!trade.price.isAbsent() && !trade.size.isAbsent()) {
            arbiter.onTrade(this, trade, receivedNs);
        }
    }

    @Override
    public void onUnrepresentable() {
        stats.unrepresentable.increment();
    }
}
