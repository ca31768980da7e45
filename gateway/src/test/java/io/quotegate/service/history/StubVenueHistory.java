package io.quotegate.service.history;

import io.quotegate.market.Candle;
import io.quotegate.market.HistoryAnswer;
import io.quotegate.market.Instrument;
import io.quotegate.market.Trade;
import io.quotegate.market.Venue;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A venue with candles of every minute up to the tenth, or fewer. */
final class StubVenueHistory {
    private final Venue venue;
    private final int most;
    private final boolean tellsTakers;
    final List<String> asked = new ArrayList<>();
    final Deque<HistoryAnswer> instead = new ArrayDeque<>();
    List<Trade> trades = List.of();
    Predicate<Long> has = minute -> minute <= 10;
    boolean secondHand;

    StubVenueHistory(Venue venue, int most, boolean tellsTakers) {
        this.venue = venue;
        this.most = most;
        this.tellsTakers = tellsTakers;
    }

    HistorySource source() {
        return new HistorySource(venue, most, tellsTakers, secondHand, this::minutes, this::trades);
    }

    private HistoryAnswer minutes(Instrument pair, long toUs, int count) {
        long last = toUs == Candle.NEWEST_US ? 10 : (toUs - HandTurnedHistory.START) / HandTurnedHistory.MINUTE;
        asked.add(pair.base() + ' ' + (toUs == Candle.NEWEST_US ? "newest" : String.valueOf(last)) + " x" + count);
        HistoryAnswer other = instead.poll();
        if (other != null) {
            return other;
        }
        List<Candle> candles = new ArrayList<>();
        for (long minute = last - count + 1; minute <= last; minute++) {
            if (has.test(minute)) {
                candles.add(candle(pair, venue, minute, true));
            }
        }
        return new HistoryAnswer.Candles(candles);
    }

    private HistoryAnswer trades(Instrument pair) {
        asked.add(pair.base() + " trades");
        HistoryAnswer other = instead.poll();
        return other == null ? new HistoryAnswer.Trades(trades) : other;
    }

    /** What asks {@code venues}. */
    static Map<Venue, VenueRequests> requests(Executor blocking, Consumer<Runnable> inbox, StubVenueHistory... venues) {
        Map<Venue, VenueRequests> requests = new LinkedHashMap<>();
        for (StubVenueHistory venue : venues) {
            requests.put(venue.venue, new VenueRequests(venue.source(), blocking, inbox));
        }
        return requests;
    }

    static Candle candle(Instrument pair, Venue venue, long minute, boolean complete) {
        BigDecimal value = BigDecimal.valueOf(Math.abs(minute));
        long openUs = HandTurnedHistory.START + minute * HandTurnedHistory.MINUTE;
        return Candle.of(pair, venue, openUs)
                .withPrice(value)
                .withVolumes(value, value)
                .withTrades(1, value)
                .withComplete(complete);
    }
}
