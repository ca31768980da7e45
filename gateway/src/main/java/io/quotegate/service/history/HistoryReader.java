package io.quotegate.service.history;

import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.StatusFlyweight;
import io.quotegate.market.StatusType;
import io.quotegate.market.Trade;
import io.quotegate.market.TradeFlyweight;
import io.quotegate.ring.RingConsumer;
import java.util.concurrent.atomic.LongAdder;

/** Brings what the history thread reads on the ring to where it belongs. Confined to the history thread. */
final class HistoryReader implements RingConsumer {
    private static final int NS_PER_US = 1000;

    private final Instruments instruments;
    private final MinuteMaker minutes;
    private final TradeTape tape;
    private final LongAdder trades;
    private final LongAdder laps;

    /**
     * @param trades counts the trades read
     * @param laps   counts how often the ring was faster
     */
    HistoryReader(Instruments instruments, MinuteMaker minutes, TradeTape tape, LongAdder trades, LongAdder laps) {
        this.instruments = instruments;
        this.minutes = minutes;
        this.tape = tape;
        this.trades = trades;
        this.laps = laps;
    }

    @Override
    public void onQuote(QuoteFlyweight quote) {
        minutes.onServed(quote.instrumentId(), quote.venue());
        if (quote.exchangeTimeNs() != 0 && !quote.stale()) {
            minutes.onVenueTime(quote.venue(), quote.exchangeTimeNs() / NS_PER_US);
        }
    }

    @Override
    public void onTrade(TradeFlyweight trade) {
        trades.increment();
        minutes.onTrade(trade);
        if (trade.active()) {
            Instrument pair = instruments.byId(trade.instrumentId());
            tape.add(Trade.of(trade, pair));
        }
    }

    @Override
    public void onStatus(StatusFlyweight status) {
        StatusType type = status.type();
        if (type == StatusType.VENUE_DOWN) {
            minutes.onVenueDown(status.venue());
        } else if (type == StatusType.VENUE_UP) {
            minutes.onVenueUp(status.venue());
        } else if (type == StatusType.SWITCH && status.instrumentId() != StatusFlyweight.NO_INSTRUMENT) {
            minutes.onServed(status.instrumentId(), status.venue());
        } else if (status.instrumentId() != StatusFlyweight.NO_INSTRUMENT) {
            onStatusOfPair(status);
        }
    }

    /** Of one of several connections to the venue, the pair comes by it, or is served no more. */
    private void onStatusOfPair(StatusFlyweight status) {
        switch (status.reason()) {
            case PAIR_REMOVED -> minutes.onRemoved(status.instrumentId());
            case DISCONNECTED, STALE, CONNECT_FAILED -> minutes.onPairDown(status.instrumentId(), status.venue());
            case CONNECTED -> minutes.onPairUp(status.instrumentId(), status.venue());
            default -> {}
        }
    }

    @Override
    public void onLapped() {
        laps.increment();
        minutes.onLapped();
    }
}
