package io.quotegate.service.history;

import io.quotegate.market.Candle;
import io.quotegate.market.Decimal;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.TradeFlyweight;
import io.quotegate.market.Venue;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.BitSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes the minutes of every pair on every venue, and hands on those of the venue that serves the pair when they end.
 * Confined to the history thread.
 */
final class MinuteMaker implements VenueMinutes.Listener {
    private static final int NS_PER_US = 1000;
    private static final long NO_TIME = Long.MIN_VALUE;

    private final Instruments instruments;
    private final CandleWriter writer;
    private final MissedListener missed;
    private final @Nullable VenueMinutes[][] minutes; // by venue and instrument, made with the first of it
    private final @Nullable Venue[] active; // by instrument
    private final long[] clockUs = new long[Venue.count()];
    private final BitSet movedClocks = new BitSet();
    private final BitSet changed = new BitSet(); // instruments whose open minute did

    MinuteMaker(Instruments instruments, CandleWriter writer, MissedListener missed) {
        this.instruments = instruments;
        this.writer = writer;
        this.missed = missed;
        minutes = new VenueMinutes[Venue.count()][instruments.capacity()];
        active = new Venue[instruments.capacity()];
        Arrays.fill(clockUs, NO_TIME);
    }

    private VenueMinutes minutes(Venue venue, int id) {
        VenueMinutes made = minutes[venue.code()][id];
        if (made == null) {
            made = new VenueMinutes(instruments.byId(id), venue, this);
            minutes[venue.code()][id] = made;
        }
        return made;
    }

    /** Does {@code what} with what there is of {@code venue}. */
    private void each(Venue venue, Consumer<VenueMinutes> what) {
        for (VenueMinutes its : minutes[venue.code()]) {
            if (its != null) {
                what.accept(its);
            }
        }
    }

    /** A pair is not served any more: its minutes end where they are, and begin anew if it comes back. */
    void onRemoved(int id) {
        active[id] = null;
        changed.clear(id);
        for (Venue venue : Venue.values()) {
            minutes[venue.code()][id] = null;
        }
    }

    /** Adds a trade. Times past are for the venue's clock, which never goes back. */
    void onTrade(TradeFlyweight trade) {
        Venue venue = trade.venue();
        int id = trade.instrumentId();
        BigDecimal price = Decimal.toBigDecimal(trade.priceMantissa(), trade.priceFormat());
        BigDecimal size = Decimal.toBigDecimal(trade.sizeMantissa(), trade.sizeFormat());
        if (price == null || size == null) {
            return;
        }
        if (trade.active()) {
            onServed(id, venue);
        }
        long timeUs = trade.exchangeTimeNs() / NS_PER_US;
        onVenueTime(venue, timeUs);
        minutes(venue, id).onTrade(trade.tradeId(), trade.count(), timeUs, price, size, trade.takerBuys());
        if (active[id] == venue) {
            changed.set(id);
        }
    }

    /** A venue's clock was seen at {@code timeUs}. */
    void onVenueTime(Venue venue, long timeUs) {
        if (timeUs > clockUs[venue.code()]) {
            clockUs[venue.code()] = timeUs;
            movedClocks.set(venue.code());
        }
    }

    /** A pair is served from {@code venue}. */
    void onServed(int id, Venue venue) {
        if (active[id] == venue) {
            return;
        }
        active[id] = venue;
        changed.set(id);
        missed.onMissedTrades(id, venue);
        VenueMinutes its = minutes(venue, id);
        long newestUs = writer.newestUs(id);
        if (its.hasClosed() && newestUs != CandleSeries.NONE && its.lastClosed().openTimeUs() > newestUs) {
            onClosed(its.lastClosed()); // it was over while the other venue still served the pair
        }
    }

    /** A venue is gone. */
    void onVenueDown(Venue venue) {
        each(venue, VenueMinutes::onInterrupted);
    }

    /** A venue sends again. */
    void onVenueUp(Venue venue) {
        long nowUs = clockUs[venue.code()];
        if (nowUs != NO_TIME) {
            each(venue, its -> its.onResumed(nowUs));
        }
    }

    /** A pair of a venue does not come, whose others do. */
    void onPairDown(int id, Venue venue) {
        VenueMinutes its = minutes[venue.code()][id];
        if (its != null) {
            its.onInterrupted();
        }
    }

    /** A pair of a venue comes again. */
    void onPairUp(int id, Venue venue) {
        VenueMinutes its = minutes[venue.code()][id];
        long nowUs = clockUs[venue.code()];
        if (its != null && nowUs != NO_TIME) {
            its.onResumed(nowUs);
        }
    }

    /** Records of the ring were lost here; trade numbers will tell what else was missed. */
    void onLapped() {
        for (Venue venue : Venue.values()) {
            onVenueDown(venue);
            onVenueUp(venue);
        }
    }

    /** Ends the minutes that the clocks have passed, shows how the open ones stand, and adds whose did to {@code into}. */
    void endBatch(BitSet into) {
        for (int code = movedClocks.nextSetBit(0); code >= 0; code = movedClocks.nextSetBit(code + 1)) {
            long nowUs = clockUs[code];
            each(Venue.ofCode(code), its -> its.onClock(nowUs));
        }
        movedClocks.clear();
        for (int id = changed.nextSetBit(0); id >= 0; id = changed.nextSetBit(id + 1)) {
            Candle open = open(id);
            if (open != null) {
                writer.onOpen(open);
            }
        }
        into.or(changed);
        changed.clear();
    }

    private @Nullable Candle open(int id) {
        Venue venue = active[id];
        VenueMinutes its = venue == null ? null : minutes(venue, id);
        return its == null || !its.isJoined() ? null : its.open();
    }

    @Override
    public void onClosed(Candle candle) {
        int id = candle.pair().id();
        if (active[id] != candle.venue()) {
            return;
        }
        changed.set(id);
        long newestUs = writer.newestUs(id);
        boolean hole = newestUs == CandleSeries.NONE || candle.openTimeUs() > newestUs + Candle.MINUTE_US;
        if (writer.onClosed(candle) && (hole || !candle.complete())) {
            missed.onMissedMinutes(id);
        }
    }

    @Override
    public void onAmended(Candle candle) {
        if (active[candle.pair().id()] == candle.venue()) {
            writer.onAmended(candle);
        }
    }

    @Override
    public void onMissed(Instrument pair, Venue venue) {
        if (active[pair.id()] == venue) {
            missed.onMissedTrades(pair.id(), venue);
        }
    }

    @Override
    public void onDamaged(Instrument pair, Venue venue, long firstUs, long lastUs) {
        writer.onDamaged(pair, venue, firstUs, lastUs);
        missed.onMissedMinutes(pair.id());
    }
}
