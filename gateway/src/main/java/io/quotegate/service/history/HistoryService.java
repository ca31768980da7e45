package io.quotegate.service.history;

import io.quotegate.api.CandleRequest;
import io.quotegate.api.ClientRequest;
import io.quotegate.api.ErrorCode;
import io.quotegate.market.Candle;
import io.quotegate.market.CandleInterval;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/** Answers questions for candles and trades, checked once for all protocols. Any thread. */
public final class HistoryService {
    private static final int CANDLES = 60;
    private static final int MOST_CANDLES = 24 * 60;
    private static final int TRADES = 100;
    private static final int MOST_DIGITS = 9;

    private final Instruments instruments;
    private final CandleBook candles;
    private final TradeTape trades;

    public HistoryService(Instruments instruments, CandleBook candles, TradeTape trades) {
        this.instruments = instruments;
        this.candles = candles;
        this.trades = trades;
    }

    /** The candles that {@code request} asks for. */
    public CandleOutcome candles(CandleRequest request) {
        Instrument pair = instruments.find(request.pair());
        if (pair == null) {
            return new CandleOutcome.Refused(ErrorCode.UNKNOWN_PAIR, unknownPair(request.pair()));
        }
        CandleInterval interval =
                request.interval().isEmpty() ? CandleInterval.MINUTE : CandleInterval.ofWireName(request.interval());
        if (interval == null) {
            return new CandleOutcome.Refused(
                    ErrorCode.BAD_REQUEST,
                    "interval: " + ClientRequest.shown(request.interval()) + " (expected: one of "
                            + CandleInterval.SPELLINGS + ')');
        }
        OptionalInt limit = limit(request.limit(), CANDLES, MOST_CANDLES);
        return limit.isEmpty()
                ? new CandleOutcome.Refused(ErrorCode.BAD_REQUEST, badLimit(request.limit(), MOST_CANDLES))
                : new CandleOutcome.Found(pair, interval, candles.candles(pair, interval, limit.getAsInt()));
    }

    /** The newest trades of the pair spelled {@code symbol}; an empty {@code limit} is the usual one. */
    public TradeOutcome trades(String symbol, String limit) {
        Instrument pair = instruments.find(symbol);
        if (pair == null) {
            return new TradeOutcome.Refused(ErrorCode.UNKNOWN_PAIR, unknownPair(symbol));
        }
        OptionalInt count = limit(limit, TRADES, TradeTape.KEPT);
        return count.isEmpty()
                ? new TradeOutcome.Refused(ErrorCode.BAD_REQUEST, badLimit(limit, TradeTape.KEPT))
                : new TradeOutcome.Found(trades.newest(pair, count.getAsInt()));
    }

    /** The newest minute of each of {@code pairs} that has one. */
    public List<Candle> newest(List<Instrument> pairs) {
        return pairs.stream().map(candles::newest).filter(Objects::nonNull).toList();
    }

    private static OptionalInt limit(String text, int usual, int most) {
        if (text.isEmpty()) {
            return OptionalInt.of(usual);
        }
        boolean digits = text.length() <= MOST_DIGITS && text.chars().allMatch(c -> c >= '0' && c <= '9');
        int limit = digits ? Integer.parseInt(text) : 0;
        return limit >= 1 && limit <= most ? OptionalInt.of(limit) : OptionalInt.empty();
    }

    private static String badLimit(String text, int most) {
        return "limit: " + ClientRequest.shown(text) + " (expected: a whole number from 1 to " + most + ')';
    }

    private static String unknownPair(String symbol) {
        return "unknown pair: " + ClientRequest.shown(symbol);
    }
}
