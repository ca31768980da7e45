package io.quotegate.service.history;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.quotegate.market.Candle;
import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import java.math.BigDecimal;
import java.util.List;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/**
 * A reader that comes while a minute closes and the next one opens sees every minute that was there before, each once, in
 * order, and each with values of one and the same state. Read as {@code minute=trades}, with {@code *} where it is
 * closed.
 */
@JCStressTest
@Outcome(id = "0=1* 1=1", expect = ACCEPTABLE, desc = "nothing has happened")
@Outcome(id = "0=1* 1=2*", expect = ACCEPTABLE, desc = "the minute is closed")
@Outcome(id = "0=1* 1=2* 2=1", expect = ACCEPTABLE, desc = "the next one is open")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "a minute is missing, doubled or torn")
@State
public class CandleSeriesStress {
    private static final Instruments PAIRS = Instruments.of(List.of("BTC-USDT"));
    private static final Candle FIRST = candle(0, 1, true);
    private static final Candle SECOND = candle(1, 1, false);
    private static final Candle SECOND_CLOSED = candle(1, 2, true);
    private static final Candle THIRD = candle(2, 1, false);

    private final CandleSeries series = new CandleSeries(PAIRS.byId(0));

    public CandleSeriesStress() {
        series.put(StoredMinute.of(FIRST));
        series.open(SECOND);
    }

    private static Candle candle(int minute, int trades, boolean complete) {
        BigDecimal value = BigDecimal.valueOf(trades);
        return Candle.of(PAIRS.byId(0), Venue.OKX, minute * Candle.MINUTE_US)
                .withPrice(value)
                .withVolumes(value, value)
                .withTrades(trades, value)
                .withComplete(complete);
    }

    @Actor
    public void writer() {
        series.put(StoredMinute.of(SECOND_CLOSED));
        series.open(THIRD);
    }

    @Actor
    @SuppressWarnings("BigDecimalEquals") // both were made of one number
    public void reader(L_Result r) {
        StringBuilder seen = new StringBuilder();
        for (Candle candle : series.from(0)) {
            seen.append(seen.isEmpty() ? "" : " ")
                    .append(candle.openTimeUs() / Candle.MINUTE_US)
                    .append('=')
                    .append(candle.volume().equals(candle.close()) ? candle.trades() : "torn")
                    .append(candle.complete() ? "*" : "");
        }
        r.r1 = seen.toString();
    }
}
