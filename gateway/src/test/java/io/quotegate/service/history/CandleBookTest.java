package io.quotegate.service.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.market.Candle;
import io.quotegate.market.CandleInterval;
import io.quotegate.market.Venue;
import io.quotegate.testkit.Captures;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CandleBookTest {
    private final HandTurnedHistory history = new HandTurnedHistory();

    private Candle candle(long minute, String value, long trades) {
        BigDecimal number = new BigDecimal(value);
        return Candle.of(history.bitcoin, Venue.OKX, HandTurnedHistory.START + minute * HandTurnedHistory.MINUTE)
                .withPrice(number)
                .withVolumes(number, number)
                .withTrades(trades, trades == Candle.UNKNOWN ? null : number);
    }

    @Test
    void keepsEveryDigitOfWhateverIsStored() {
        List<Candle> candles = List.of(
                candle(0, "0.00001200", 5),
                candle(1, "999999999999999999", Candle.UNKNOWN),
                candle(2, "123456789012345678901234.567890", 7),
                candle(3, "0", 0));
        history.writer.onRestored(history.bitcoin, candles);
        assertThat(history.book.minutes(history.bitcoin, 0)).isEqualTo(candles);
    }

    @Test
    void forgetsWhatIsOlderThanADayAndAQuarterOfAnHour() {
        for (int i = 0; i < 3 * CandleSeries.KEPT; i++) {
            history.writer.onRestored(history.bitcoin, List.of(candle(i, String.valueOf(i), 1)));
        }
        history.writer.onRestored(history.bitcoin, List.of(candle(0, "1", 1)));
        List<Candle> kept = history.book.minutes(history.bitcoin, 0);
        assertThat(kept).hasSize(CandleSeries.KEPT);
        assertThat(kept.get(0).openTimeUs())
                .isEqualTo(HandTurnedHistory.START + 2L * CandleSeries.KEPT * HandTurnedHistory.MINUTE);
        assertThat(CandleSeries.KEPT).isGreaterThanOrEqualTo(24 * 60 + 14);
    }

    @Test
    void addsMinutesUpToLongerCandles() {
        List<Candle> minutes = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            minutes.add(candle(i, String.valueOf(10 + i % 5), 2));
        }
        minutes.remove(7);
        history.writer.onRestored(history.bitcoin, minutes);
        assertThat(history.book.candles(history.bitcoin, CandleInterval.FIVE_MINUTES, 2).stream()
                        .map(HandTurnedHistory::text))
                .containsExactly(
                        "BTC okx+5: 10 14 10 14 v48 q48 n8 b48 incomplete",
                        "BTC okx+10: 10 11 10 11 v21 q21 n4 b21 incomplete");
        assertThat(history.book.candles(history.bitcoin, CandleInterval.FIVE_MINUTES, 3).stream()
                        .map(HandTurnedHistory::text))
                .first()
                .isEqualTo("BTC okx+0: 10 14 10 14 v60 q60 n10 b60");
    }

    @Test
    void doesNotKnowTheTakersOfACandleWithAMinuteThatDoesNot() {
        history.writer.onRestored(history.bitcoin, List.of(candle(0, "1", 1), candle(1, "1", Candle.UNKNOWN)));
        Candle sum =
                history.book.candles(history.bitcoin, CandleInterval.HOUR, 1).get(0);
        assertThat(sum.trades()).isEqualTo(Candle.UNKNOWN);
        assertThat(sum.takerBuyVolume()).isNull();
        assertThat(sum.volume()).isEqualByComparingTo("2");
    }

    @Test
    void addsADayOfRecordedMinutesUpExactly() {
        List<Candle> minutes = recorded();
        history.writer.onRestored(history.bitcoin, minutes);
        List<Candle> days = history.book.candles(history.bitcoin, CandleInterval.DAY, 5);
        assertThat(days).hasSize(1);
        Candle day = days.get(0);
        assertThat(day.complete()).isTrue();
        assertThat(day.open()).isEqualTo(minutes.get(0).open());
        assertThat(day.close()).isEqualTo(minutes.get(1439).close());
        assertThat(day.volume())
                .isEqualByComparingTo(minutes.stream().map(Candle::volume).reduce(BigDecimal.ZERO, BigDecimal::add));
        assertThat(day.high())
                .isEqualTo(minutes.stream()
                        .map(Candle::high)
                        .max(BigDecimal::compareTo)
                        .orElseThrow());
        assertThat(history.book.candles(history.bitcoin, CandleInterval.QUARTER, 1000))
                .hasSize(96)
                .allMatch(Candle::complete);
    }

    private List<Candle> recorded() {
        return Captures.lines("klines/BTCUSDT-1m-2024-08-08.csv").stream()
                .map(line -> line.split(",", -1))
                .map(row -> Candle.of(history.bitcoin, Venue.BINANCE, Long.parseLong(row[0]) * 1000)
                        .withPrices(
                                new BigDecimal(row[1]),
                                new BigDecimal(row[2]),
                                new BigDecimal(row[3]),
                                new BigDecimal(row[4]))
                        .withVolumes(new BigDecimal(row[5]), new BigDecimal(row[7]))
                        .withTrades(Long.parseLong(row[8]), new BigDecimal(row[9])))
                .toList();
    }
}
