package io.quotegate.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class CandleTest {
    private static final Instrument PAIR = new Instrument(0, "BTC-USDT");
    private static final BigDecimal ONE = BigDecimal.ONE;
    private static final BigDecimal TWO = BigDecimal.valueOf(2);

    @Test
    void beginsAsAnIntervalWithoutATrade() {
        assertThat(Candle.of(PAIR, Venue.OKX, 60))
                .isEqualTo(new Candle(
                        PAIR,
                        Venue.OKX,
                        60,
                        null,
                        null,
                        null,
                        null,
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        0,
                        BigDecimal.ZERO,
                        true,
                        false));
    }

    @Test
    void isFilledInPartByPart() {
        BigDecimal three = BigDecimal.valueOf(3);
        Candle candle = Candle.of(PAIR, Venue.OKX, 60)
                .withPrices(TWO, three, ONE, TWO)
                .withVolumes(three, TWO)
                .withTrades(7, ONE)
                .withVenue(Venue.BINANCE)
                .withComplete(false);
        assertThat(candle)
                .isEqualTo(new Candle(PAIR, Venue.BINANCE, 60, TWO, three, ONE, TWO, three, TWO, 7, ONE, false, false));
        assertThat(candle.withPrice(ONE))
                .extracting(Candle::open, Candle::high, Candle::low, Candle::close, Candle::volume)
                .containsExactly(ONE, ONE, ONE, ONE, three);
        assertThat(candle.withTradesUnknown())
                .extracting(Candle::trades, Candle::takerBuyVolume)
                .containsExactly(Candle.UNKNOWN, null);
    }

    @Test
    void knowsTheMinuteOfATime() {
        assertThat(Candle.minuteOf(0)).isZero();
        assertThat(Candle.minuteOf(Candle.MINUTE_US - 1)).isZero();
        assertThat(Candle.minuteOf(Candle.MINUTE_US)).isEqualTo(Candle.MINUTE_US);
        assertThat(Candle.minuteOf(-1)).isEqualTo(-Candle.MINUTE_US);
    }

    @Test
    void knowsTheIntervalsByTheirSpelling() {
        for (CandleInterval interval : CandleInterval.values()) {
            assertThat(CandleInterval.ofWireName(interval.wireName())).isEqualTo(interval);
            assertThat(interval.lengthUs()).isEqualTo(interval.minutes() * Candle.MINUTE_US);
        }
        assertThat(CandleInterval.ofWireName("2m")).isNull();
        assertThat(CandleInterval.SPELLINGS).isEqualTo("1m, 5m, 15m, 1h, 1d");
        long dayUs = CandleInterval.DAY.lengthUs();
        assertThat(CandleInterval.DAY.openTimeUs(dayUs + 1)).isEqualTo(dayUs);
        assertThat(CandleInterval.HOUR.openTimeUs(-1)).isEqualTo(-CandleInterval.HOUR.lengthUs());
    }
}
