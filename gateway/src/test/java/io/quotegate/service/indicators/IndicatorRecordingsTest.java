package io.quotegate.service.indicators;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.api.Indicator;
import io.quotegate.api.Indicators;
import io.quotegate.market.Candle;
import io.quotegate.market.Venue;
import io.quotegate.testkit.Captures;
import io.quotegate.testkit.Outcomes;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The figures against TA-Lib's, and against the definitions applied to a venue's own candles. */
class IndicatorRecordingsTest {
    private static final long FAR_NS = TimeUnit.DAYS.toNanos(25_000);

    private final IndicatorService service = new IndicatorService(Candles.PAIRS, () -> FAR_NS);

    private Indicators query(int minutes) {
        return Outcomes.value(service.query("BTC-USDT", minutes + "m"));
    }

    private static @Nullable BigDecimal value(Indicators indicators, Indicator indicator) {
        String text = indicators.reading(indicator).value();
        return text == null ? null : new BigDecimal(text);
    }

    @Test
    void moneyFlowIndexIsThatOfTaLib() {
        List<String> bars = Captures.lines("indicators/talib_ref_252bars.csv");
        int compared = 0;
        for (String line : Captures.lines("indicators/talib_expected.csv")) {
            String[] expected = line.split(",", -1);
            if (expected[0].equals("MFI") && expected[1].equals("14")) {
                IndicatorService fresh = new IndicatorService(Candles.PAIRS, () -> FAR_NS);
                int last = Integer.parseInt(expected[5]);
                bars.subList(1, last + 2).forEach(bar -> fresh.onCandle(bar(bar)));
                Indicators answer = Outcomes.value(fresh.query("BTC-USDT", "24h"));
                BigDecimal value = requireNonNull(value(answer, Indicator.MONEY_FLOW_INDEX));
                assertThat(value.setScale(4, RoundingMode.HALF_EVEN)).as(line).isEqualTo(expected[3]);
                compared++;
            }
        }
        assertThat(compared).isEqualTo(3);
    }

    private static Candle bar(String line) {
        String[] fields = line.split(",", -1);
        return Candle.of(Candles.BTC, Venue.OKX, Long.parseLong(fields[0]) * Candle.MINUTE_US)
                .withPrices(
                        new BigDecimal(fields[1]),
                        new BigDecimal(fields[2]),
                        new BigDecimal(fields[3]),
                        new BigDecimal(fields[4]))
                .withVolumes(new BigDecimal(fields[5]), BigDecimal.ONE)
                .withTrades(1, BigDecimal.ZERO);
    }

    /** What the candles {@code known} so far say of a window, by the definitions. */
    private void assertAsDefined(List<Candle> known, int minutes) {
        Indicators answer = query(minutes);
        long endUs = known.get(known.size() - 1).openTimeUs() + Candle.MINUTE_US;
        long fromUs = endUs - minutes * Candle.MINUTE_US;
        PlainIndicators plain = new PlainIndicators(
                known.stream().filter(candle -> candle.openTimeUs() >= fromUs).toList());
        assertThat(answer.fromUs()).isEqualTo(fromUs);
        assertThat(answer.toUs()).isEqualTo(endUs);
        assertThat(answer.trades()).isEqualTo(plain.trades());
        assertThat(answer.minutes()).isEqualTo((int) plain.minutesWithTrades());
        for (Indicator indicator : Indicator.values()) {
            BigDecimal expected = plain.value(indicator);
            BigDecimal actual = value(answer, indicator);
            String what = indicator + " of " + minutes + " minutes to " + endUs;
            if (expected == null) {
                assertThat(actual).as(what).isNull();
                assertThat(answer.reading(indicator).reason()).as(what).isNotBlank();
            } else {
                assertThat(actual).as(what).isEqualByComparingTo(expected);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2018-02-08", "2018-02-09", "2024-08-08", "2025-11-24", "2025-11-25"})
    void everyFigureIsAsDefinedOverARecordedDay(String day) {
        List<Candle> candles = Candles.recorded(day);
        for (int i = 0; i < candles.size(); i++) {
            service.onCandle(candles.get(i));
            if (i % 97 == 0 || i == candles.size() - 1) {
                for (int minutes : new int[] {1, 2, 14, 15, 16, 60, 61, 240, 1439, 1440}) {
                    assertAsDefined(candles.subList(0, i + 1), minutes);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"2018-02-08, 2018-02-09", "2025-11-24, 2025-11-25"})
    void everyFigureIsAsDefinedAcrossMidnightAndAnOutageOf33Hours(String first, String second) {
        List<Candle> candles = new ArrayList<>(Candles.recorded(first));
        candles.addAll(Candles.recorded(second));
        for (int i = 0; i < candles.size(); i++) {
            service.onCandle(candles.get(i));
            boolean afterTheOutage = i >= 29 && i < 60;
            if (i % 211 == 0 || afterTheOutage || i == candles.size() - 1) {
                for (int minutes : new int[] {1, 15, 60, 1440}) {
                    assertAsDefined(candles.subList(0, i + 1), minutes);
                }
            }
        }
    }

    @Test
    void theOrderInWhichMinutesAreRepairedDoesNotMatter() {
        List<Candle> candles = Candles.recorded("2024-08-08");
        List<Candle> shuffled = new ArrayList<>(candles);
        Collections.shuffle(shuffled, new Random(7));
        for (Candle candle : shuffled) {
            service.onCandle(partly(candle));
        }
        Collections.shuffle(shuffled, new Random(8));
        shuffled.forEach(service::onCandle);
        for (int minutes = 1; minutes <= 1440; minutes += 13) {
            assertAsDefined(candles, minutes);
        }
    }

    /** As if half of it had been missed, with more digits than the whole. */
    private static Candle partly(Candle candle) {
        BigDecimal half = new BigDecimal("0.500000001");
        return candle.withPrice(candle.open())
                .withVolumes(
                        candle.volume().multiply(half), candle.quoteVolume().multiply(half))
                .withTrades(
                        candle.trades() / 2,
                        requireNonNull(candle.takerBuyVolume()).multiply(half))
                .withComplete(false);
    }
}
