package io.quotegate.service.history;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.Trade;
import io.quotegate.market.Venue;
import java.util.List;
import java.util.stream.LongStream;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.L_Result;

/** A reader of all trades kept sees consecutive ones, the newest first, while the oldest are written over. */
@JCStressTest
@Outcome(id = "consecutive", expect = ACCEPTABLE, desc = "the newest, without a gap")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "a gap, or a trade of another time")
@State
public class TradeTapeStress {
    private static final Instruments PAIRS = Instruments.of(List.of("BTC-USDT"));
    private static final Instrument PAIR = PAIRS.byId(0);
    private static final int WRITTEN = 100; // more than the slots that stand between the reader and the writer
    private static final List<Trade> TRADES = trades();

    private final TradeTape tape = new TradeTape(PAIRS);

    public TradeTapeStress() {
        TRADES.subList(0, TradeTape.KEPT).forEach(tape::add);
    }

    private static List<Trade> trades() {
        return LongStream.range(0, TradeTape.KEPT + WRITTEN)
                .mapToObj(id -> new Trade(PAIR, Venue.OKX, id, 1, 1, 0, 1, 0, true, id))
                .toList();
    }

    @Actor
    public void writer() {
        TRADES.subList(TradeTape.KEPT, TRADES.size()).forEach(tape::add);
    }

    @Actor
    public void reader(L_Result r) {
        List<Trade> newest = tape.newest(PAIR, TradeTape.KEPT);
        r.r1 = "consecutive";
        if (newest.size() < TradeTape.KEPT - WRITTEN || newest.get(0).tradeId() < TradeTape.KEPT - 1) {
            r.r1 = newest.size() + " trades";
        }
        for (int i = 1; i < newest.size(); i++) {
            if (newest.get(i).tradeId() != newest.get(i - 1).tradeId() - 1) {
                r.r1 = newest.get(i).tradeId() + " behind " + newest.get(i - 1).tradeId();
            }
        }
    }
}
