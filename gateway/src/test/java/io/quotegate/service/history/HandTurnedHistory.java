package io.quotegate.service.history;

import io.quotegate.fault.Faults;
import io.quotegate.market.Candle;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.TradeFlyweight;
import io.quotegate.market.TradeUpdate;
import io.quotegate.market.Venue;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/** A history without its thread, its ring and its venues: what is done with it is done at once. */
final class HandTurnedHistory implements HistoryListener {
    static final long MINUTE = Candle.MINUTE_US;
    /** When tests begin. */
    static final long START = 1_757_076_000_000_000L;

    final Instruments instruments = Instruments.of(List.of("BTC-USDT", "ETH-USDT"));
    final Instrument bitcoin = instruments.byId(0);
    final CandleBook book = new CandleBook(instruments);
    final CandleWriter writer = new CandleWriter(book, List.of(this), new Faults().at("history"));
    final List<Integer> wanted = new ArrayList<>();
    final List<String> tradesWanted = new ArrayList<>();
    final MinuteMaker maker = new MinuteMaker(instruments, writer, new MissedListener() {
        @Override
        public void onMissedMinutes(int instrumentId) {
            wanted.add(instrumentId);
        }

        @Override
        public void onMissedTrades(int instrumentId, Venue venue) {
            tradesWanted.add(instruments.byId(instrumentId).base() + ' ' + venue.wireName());
        }
    });
    final List<Candle> told = new ArrayList<>();
    final List<Instrument> forgotten = new ArrayList<>();

    private final TradeFlyweight flyweight =
            new TradeFlyweight().wrap(new UnsafeBuffer(new byte[QuoteLayout.LENGTH]), 0);
    private final TradeUpdate trade = new TradeUpdate();

    @Override
    public void onForgotten(Instrument pair) {
        forgotten.add(pair);
    }

    @Override
    public void onCandle(Candle candle) {
        told.add(candle);
    }

    /** A trade of one fill, {@code second} after the start, on the venue that serves the pair. */
    HandTurnedHistory trade(Venue venue, int pair, long id, double second, int price, int size) {
        return trade(venue, pair, id, 1, second, price, size, true);
    }

    HandTurnedHistory trade(
            Venue venue, int pair, long id, long count, double second, int price, int size, boolean active) {
        trade.instrumentId = pair;
        trade.tradeId = id;
        trade.count = count;
        trade.price.setUnscaled(price, 0);
        trade.size.setUnscaled(size, 0);
        trade.takerBuys = price % 2 == 0;
        trade.exchangeTimeNs = START * 1000 + (long) (second * 1e9);
        return trade(venue, trade, active);
    }

    HandTurnedHistory trade(Venue venue, TradeUpdate update, boolean active) {
        maker.onTrade(flyweight.set(update).origin(venue, update.takerBuys, active));
        return endBatch();
    }

    HandTurnedHistory endBatch() {
        maker.endBatch(new BitSet());
        return this;
    }

    /** What listeners were told since the last call, a line each. */
    List<String> news() {
        List<String> lines = told.stream().map(HandTurnedHistory::text).toList();
        told.clear();
        return lines;
    }

    /** All minutes of the first pair, a line each. */
    List<String> minutes() {
        return book.minutes(bitcoin, 0).stream().map(HandTurnedHistory::text).toList();
    }

    static String text(Candle candle) {
        return "%s %s+%d: %s %s %s %s v%s q%s n%d b%s%s"
                .formatted(
                        candle.pair().base(),
                        candle.venue().wireName(),
                        (candle.openTimeUs() - START) / MINUTE,
                        candle.open(),
                        candle.high(),
                        candle.low(),
                        candle.close(),
                        candle.volume(),
                        candle.quoteVolume(),
                        candle.trades(),
                        candle.takerBuyVolume(),
                        candle.complete() ? "" : " incomplete");
    }
}
