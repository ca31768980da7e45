package io.quotegate.feed.okx;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.market.Candle;
import io.quotegate.market.Decimal;
import io.quotegate.market.Instrument;
import io.quotegate.market.Trade;
import io.quotegate.market.Venue;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class OkxTakersTest {
    private static final Instrument PAIR = new Instrument(0, "BTC-USDT");
    private static final long MINUTE = 1757076000000000L;

    private final Candle candle = candle("6");
    private final Trade after = row(20, MINUTE + Candle.MINUTE_US, 9, true);
    private final Trade last = row(18, MINUTE + Candle.MINUTE_US - 1, 1, false);
    private final Trade middle = row(15, MINUTE + 5, 3, true);
    private final Trade first = row(14, MINUTE, 2, true);
    private final Trade before = row(12, MINUTE - 1, 7, true);

    private static Candle candle(String volume) {
        BigDecimal price = BigDecimal.ONE;
        BigDecimal sum = new BigDecimal(volume);
        return Candle.of(PAIR, Venue.OKX, MINUTE)
                .withPrice(price)
                .withVolumes(sum, sum)
                .withTradesUnknown();
    }

    private static Trade row(long id, long timeUs, long size, boolean takerBuys) {
        Decimal decimal = new Decimal().setUnscaled(size, 0);
        return new Trade(
                PAIR, Venue.OKX, id, 0, 1, decimal.format(), decimal.mantissa(), decimal.format(), takerBuys, timeUs);
    }

    @Test
    void countsFillsByTheirNumbersAndAddsWhatTakersBought() {
        Candle told = OkxTakers.tell(candle, List.of(after, last, middle, first, before));
        assertThat(told.trades()).isEqualTo(6);
        assertThat(told.takerBuyVolume()).isEqualByComparingTo("5");
        assertThat(told.volume()).isEqualTo(candle.volume());
    }

    @Test
    void leavesTheCandleAsItIsUnlessEveryTradeIsThere() {
        assertThat(OkxTakers.tell(candle, List.of(after, last, middle, first))).isEqualTo(candle);
        assertThat(OkxTakers.tell(candle, List.of(after, last, first, before))).isEqualTo(candle);
        assertThat(OkxTakers.tell(candle, List.of())).isEqualTo(candle);
    }

    @Test
    void tellsThatNothingWasTradedWhereNothingWas() {
        Candle told = OkxTakers.tell(candle("0"), List.of(after, before));
        assertThat(told.trades()).isZero();
        assertThat(told.takerBuyVolume()).isEqualByComparingTo("0");
    }
}
