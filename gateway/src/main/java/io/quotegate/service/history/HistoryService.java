package io.quotegate.service.history;

import io.quotegate.api.CandleRequest;
import io.quotegate.api.Outcome;
import io.quotegate.api.Refusal;
import io.quotegate.market.Candle;
import io.quotegate.market.CandleInterval;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.Trade;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Answers questions for candles and trades, checked once for all protocols. Any thread. */
public final class HistoryService {
    /** In place of a number of minutes. */
    public static final int NOT_KNOWN = -1;

    private static final int CANDLES = 60;
    private static final int MOST_CANDLES = 24 * 60;
    private static final int TRADES = 100;

    private final Instruments instruments;
    private final CandleBook candles;
    private final TradeTape trades;

    public HistoryService(Instruments instruments, CandleBook candles, TradeTape trades) {
        this.instruments = instruments;
        this.candles = candles;
        this.trades = trades;
    }

    /** The candles that {@code request} asks for. */
    public Outcome<CandleList> candles(CandleRequest request) {
        Instrument pair = instruments.findAsSpelled(request.pair());
        if (pair == null) {
            return Outcome.refused(Refusal.unknownPair(request.pair(), instruments));
        }
        CandleInterval interval =
                request.interval().isEmpty() ? CandleInterval.MINUTE : CandleInterval.ofWireName(request.interval());
        if (interval == null) {
            String expected = "one of " + CandleInterval.SPELLINGS;
            return Outcome.refused(Refusal.badRequest("interval", request.interval(), expected));
        }
        return Outcome.count("limit", request.limit(), CANDLES, MOST_CANDLES)
                .map(limit -> new CandleList(interval, candles.candles(pair, interval, limit)));
    }

    /** The newest trades, the newest first, of the pair spelled {@code symbol}; an empty {@code limit} is the usual one. */
    public Outcome<List<Trade>> trades(String symbol, String limit) {
        Instrument pair = instruments.findAsSpelled(symbol);
        if (pair == null) {
            return Outcome.refused(Refusal.unknownPair(symbol, instruments));
        }
        return Outcome.count("limit", limit, TRADES, TradeTape.KEPT).map(count -> trades.newest(pair, count));
    }

    /**
     * Most minutes of any of {@code pairs} that there have been since the one that {@code openTimesUs} says, by id, the open
     * one included; {@link #NOT_KNOWN} if one of them, or that one, is not known, or they are too many together.
     */
    public int minutesSince(List<Instrument> pairs, Map<Integer, Long> openTimesUs) {
        int most = 0;
        for (Instrument pair : pairs) {
            Long openTimeUs = openTimesUs.get(pair.id());
            int minutes = openTimeUs == null ? 0 : minutesSince(pair, openTimeUs);
            if (minutes == NOT_KNOWN || (long) minutes * pairs.size() > MOST_CANDLES) {
                return NOT_KNOWN;
            }
            most = Math.max(most, minutes);
        }
        return most;
    }

    private int minutesSince(Instrument pair, long openTimeUs) {
        Candle newest = candles.newest(pair);
        long minutes = newest == null ? NOT_KNOWN : (newest.openTimeUs() - openTimeUs) / Candle.MINUTE_US;
        return minutes >= 0
                        && minutes <= MOST_CANDLES
                        && Candle.minuteOf(openTimeUs) == openTimeUs
                        && candles.minutes(pair, openTimeUs).size() > minutes
                ? (int) minutes
                : NOT_KNOWN;
    }

    /**
     * Has {@code answer} take, on {@code executor}, the newest {@code closed} closed minutes of each of {@code pairs}, the oldest
     * first, and its open one, or the newest there is: as they are known between what a {@link HistoryListener} hands to
     * {@code executor} before and what it hands over afterwards.
     */
    public void ask(List<Instrument> pairs, int closed, Executor executor, Consumer<List<Candle>> answer) {
        candles.questions().ask(pairs, closed, executor, answer);
    }
}
