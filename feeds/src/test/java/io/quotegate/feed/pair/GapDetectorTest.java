package io.quotegate.feed.pair;

import static io.quotegate.feed.pair.GapDetector.Verdict.AFTER_GAP;
import static io.quotegate.feed.pair.GapDetector.Verdict.NEXT;
import static io.quotegate.feed.pair.GapDetector.Verdict.REPEATED;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.market.TradeUpdate;
import org.junit.jupiter.api.Test;

class GapDetectorTest {
    private final GapDetector gaps = new GapDetector();

    private static TradeUpdate trade(long id, long count) {
        TradeUpdate trade = new TradeUpdate();
        trade.tradeId = id;
        trade.count = count;
        return trade;
    }

    private GapDetector.Verdict check(long id, long count) {
        return gaps.check(trade(id, count));
    }

    @Test
    void takesTheFirstTradeAsItComes() {
        assertThat(check(1_000_000, 1)).isEqualTo(NEXT);
    }

    @Test
    void countsTheFillsThatAMessageJoins() {
        check(100, 1);
        assertThat(check(104, 4)).isEqualTo(NEXT);
        assertThat(check(109, 4)).as("105 is missing").isEqualTo(AFTER_GAP);
        assertThat(check(110, 1)).as("each gap is told once").isEqualTo(NEXT);
    }

    @Test
    void tellsNoGapWhereTheVenueDoesNotSayHowManyItJoins() {
        check(100, 0);
        assertThat(check(200, 0)).isEqualTo(NEXT);
    }

    @Test
    void knowsWhatItHasSeen() {
        check(100, 1);
        assertThat(check(100, 1)).isEqualTo(REPEATED);
        assertThat(check(99, 1)).isEqualTo(REPEATED);
        assertThat(check(101, 1)).as("repeats move nothing").isEqualTo(NEXT);
    }

    @Test
    void passesOverTradesWithoutANumber() {
        check(100, 1);
        assertThat(check(-1, 1)).isEqualTo(NEXT);
        assertThat(check(101, 1)).isEqualTo(NEXT);
    }

    @Test
    void goesOnFromWhereItIsTold() {
        check(1000, 1);
        gaps.restart(trade(7, 1));
        assertThat(check(8, 1)).isEqualTo(NEXT);
        assertThat(check(10, 1)).isEqualTo(AFTER_GAP);
    }
}
