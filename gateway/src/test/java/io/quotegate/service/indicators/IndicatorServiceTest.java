package io.quotegate.service.indicators;

import static io.quotegate.testkit.Outcomes.refusal;
import static io.quotegate.testkit.Outcomes.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.api.ErrorCode;
import io.quotegate.api.Indicator;
import io.quotegate.api.Indicators;
import io.quotegate.api.Refusal;
import io.quotegate.market.Candle;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IndicatorServiceTest {
    private static final long MINUTE_NS = TimeUnit.MINUTES.toNanos(1);
    private static final long START = 30_000_000; // minutes since the epoch

    private final AtomicLong nowNs = new AtomicLong((START + 1) * MINUTE_NS);
    private final IndicatorService service = new IndicatorService(Candles.PAIRS, nowNs::get);

    private Indicators query(String window) {
        return value(service.query("BTC-USDT", window));
    }

    private static void assertNone(Indicators answer, String reason) {
        assertThat(answer.readings())
                .allSatisfy(reading -> assertThat(reading).isEqualTo(Indicators.Reading.ofReason(reason)));
    }

    @Test
    void saysThatNothingIsKnownOfAPairWithoutMinutes() {
        nowNs.addAndGet(17_000_000_000L);
        Indicators answer = query("");
        assertNone(answer, "no minute of BTC-USDT is known yet");
        assertThat(answer.window()).isEqualTo("1h");
        assertThat(answer.venue()).isNull();
        assertThat(answer.ageMs()).isEqualTo(-1);
        assertThat(answer.toUs()).isEqualTo((START + 1) * Candle.MINUTE_US);
        assertThat(answer.fromUs()).isEqualTo(answer.toUs() - 60 * Candle.MINUTE_US);
    }

    @Test
    void computesNothingOfAWindowWithoutTrades() {
        service.onCandle(Candles.quiet(START - 2, null));
        service.onCandle(Candles.at(START - 1, "10", "1", "1", 1));
        service.onCandle(Candles.quiet(START, BigDecimal.TEN));
        assertNone(query("1m"), "no trade in the window");
        assertThat(query("1m").minutes()).isZero();
        assertThat(query("2m").reading(Indicator.VWAP).value()).isEqualTo("10");
        assertThat(query("2m").minutes()).isEqualTo(1);
        assertThat(query("2m").reading(Indicator.MONEY_FLOW_TEMPORAL).value()).isEqualTo("1");
        assertThat(query("3m").reading(Indicator.TWAP).value()).isEqualTo("10");
    }

    @Test
    void computesWhatASingleTradeAllows() {
        service.onCandle(Candles.at(START, "0.00001230", "1000", "1000", 1));
        Indicators answer = query("1m");
        assertThat(answer.trades()).isEqualTo(1);
        assertThat(answer.reading(Indicator.VWAP).value()).isEqualTo("0.0000123");
        assertThat(answer.reading(Indicator.TWAP).value()).isEqualTo("0.0000123");
        assertThat(answer.reading(Indicator.RETURN).value()).isEqualTo("0");
        assertThat(answer.reading(Indicator.MONEY_FLOW_TEMPORAL).value()).isEqualTo("1");
        assertThat(answer.reading(Indicator.MONEY_FLOW))
                .isEqualTo(Indicators.Reading.ofReason("no taker sold in the window"));
        assertThat(answer.reading(Indicator.MONEY_FLOW_INDEX))
                .isEqualTo(Indicators.Reading.ofReason("needs 15 minutes with a price, the window has 1"));
    }

    @Test
    void dividesByNothingThatIsZero() {
        for (int i = 0; i < 15; i++) {
            service.onCandle(Candles.at(START + i, "0", "0", "0", 1));
        }
        Indicators answer = query("15m");
        assertThat(answer.reading(Indicator.MONEY_FLOW_INDEX).reason())
                .isEqualTo("no money flowed up or down in the last 14 minutes");
        assertThat(answer.reading(Indicator.RETURN).reason()).isEqualTo("the first price of the window is 0");
        assertThat(answer.reading(Indicator.VWAP).reason()).isEqualTo("nothing was traded in the window");
        assertThat(answer.reading(Indicator.MONEY_FLOW).reason()).isEqualTo("no taker sold in the window");
        assertThat(answer.reading(Indicator.TWAP).value()).isEqualTo("0");
        assertThat(answer.reading(Indicator.MONEY_FLOW_TEMPORAL).value()).isEqualTo("0");
    }

    @Test
    void roundsOnceAndWritesNoExponent() {
        service.onCandle(Candles.at(START - 1, "3", "1", "0.00000001", 1));
        service.onCandle(Candles.at(START, "1000000000000", "2", "2", 1));
        Indicators answer = query("2m");
        assertThat(answer.reading(Indicator.VWAP).value()).isEqualTo("666666666667.666667");
        assertThat(answer.reading(Indicator.MONEY_FLOW).value()).isEqualTo("2.0000000300000003");
        assertThat(answer.reading(Indicator.RETURN).value()).isEqualTo("33333333333233.3333");
    }

    @Test
    void answersAWindowLongerThanWhatIsKnownByWhatIsKnown() {
        service.onCandle(Candles.at(START - 1, "10", "1", "1", 2));
        service.onCandle(Candles.at(START, "11", "3", "1", 5));
        Indicators answer = query("24h");
        assertThat(answer.fromUs()).isEqualTo((START + 1 - 1440) * Candle.MINUTE_US);
        assertThat(answer.trades()).isEqualTo(7);
        assertThat(answer.minutes()).isEqualTo(2);
        assertThat(answer.reading(Indicator.VWAP).value()).isEqualTo("10.75");
        assertThat(answer.reading(Indicator.RETURN).value()).isEqualTo("10");
    }

    @Test
    void keepsAnsweringWhileNothingComesAndTellsHowOldItIs() {
        service.onCandle(Candles.at(START, "10", "1", "1", 2));
        Indicators fresh = query("1h");
        assertThat(fresh.ageMs()).isZero();
        assertThat(fresh.venue()).isEqualTo("okx");
        nowNs.addAndGet(TimeUnit.HOURS.toNanos(33) + 350_000_000);
        assertThat(query("1h").ageMs()).isEqualTo(33 * 3_600_000 + 350);
        assertThat(query("1h").readings()).isEqualTo(fresh.readings());
    }

    @Test
    void aMinuteReplacesTheOneOfTheSameTimeAndForgetsWhatIsOlderThanADay() {
        service.onCandle(Candles.at(START, "10", "1", "1", 1));
        service.onCandle(Candles.at(START, "20", "2", "1", 4));
        assertThat(query("24h").reading(Indicator.VWAP).value()).isEqualTo("20");
        assertThat(query("24h").trades()).isEqualTo(4);
        nowNs.addAndGet(1440 * MINUTE_NS);
        service.onCandle(Candles.at(START + 1439, "30", "1", "1", 1));
        assertThat(query("24h").trades()).isEqualTo(5);
        service.onCandle(Candles.at(START + 1440, "30", "1", "1", 1));
        assertThat(query("24h").trades()).isEqualTo(2);
        service.onCandle(Candles.at(START, "10", "1", "1", 100));
        assertThat(query("24h").trades()).as("too old to matter").isEqualTo(2);
    }

    @Test
    void refusesNumbersItCannotHoldAndMinutesFromTheFuture() {
        service.onCandle(Candles.at(START, "10", "1", "1", 1));
        service.onCandle(Candles.at(START, "1.234567890123456789", "1", "1", 2));
        service.onCandle(Candles.at(START, "10", "1" + "0".repeat(40), "1", 2));
        service.onCandle(Candles.at(START, "10", "0." + "0".repeat(40) + "1", "0", 2));
        assertThat(service.unrepresentable().sum()).isEqualTo(3);
        service.onCandle(Candles.at(START + 62, "10", "1", "1", 2));
        assertThat(query("1h").trades()).isEqualTo(1);
        assertThat(query("1h").toUs()).isEqualTo((START + 1) * Candle.MINUTE_US);
    }

    @Test
    void fillsGapsFromAnotherSourceWithoutReplacingWhatIsKnown() {
        service.onCandle(Candles.at(START, "10", "1", "1", 1));
        service.fill(List.of(Candles.at(START - 1, "7", "1", "1", 10), Candles.at(START, "8", "1", "1", 100)));
        assertThat(query("1h").trades()).isEqualTo(11);
    }

    @Test
    void takesMinutesOfAnEarlierTimeWhenItForgot() {
        service.onCandle(Candles.at(START, "10", "1", "1", 1));
        service.forget(Candles.BTC);
        assertThat(query("1h").minutes()).isZero();
        service.onCandle(Candles.at(START - 100_000, "7", "1", "1", 10));
        assertThat(query("1h").trades()).isEqualTo(10);
    }

    @Test
    void tellsWatchersOfEachMinuteOfTheirPair() {
        AtomicInteger told = new AtomicInteger();
        Runnable watcher = told::incrementAndGet;
        service.watch(Candles.BTC, watcher);
        service.onCandle(Candles.at(START, "10", "1", "1", 1));
        assertThat(told).hasValue(1);
        service.onCandle(Candles.at(START - 1441, "10", "1", "1", 1));
        assertThat(told).as("nothing changed").hasValue(1);
        service.unwatch(Candles.BTC, watcher);
        service.onCandle(Candles.at(START, "10", "1", "1", 2));
        assertThat(told).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "30s", "90s", "0m", "25h", "1441m", "2d", "-1m", " 1h", "1000000000h"})
    void refusesWindowsThatAreNone(String window) {
        Refusal refused = refusal(service.query("BTC-USDT", window));
        assertThat(refused.code()).isEqualTo(ErrorCode.BAD_REQUEST);
        assertThat(refused.message()).isEqualTo("window: " + window + " (expected: whole minutes, 1m to 24h)");
    }

    @ParameterizedTest
    @CsvSource({"1m, 1", "60s, 1", "15m, 15", "1h, 60", "24h, 1440", "1440m, 1440", "60000ms, 1"})
    void takesWholeMinutesHoweverTheyAreSpelled(String window, int minutes) {
        service.onCandle(Candles.at(START, "10", "1", "1", 1));
        Indicators answer = query(window);
        assertThat(answer.window()).isEqualTo(window);
        assertThat(answer.toUs() - answer.fromUs()).isEqualTo(minutes * Candle.MINUTE_US);
    }

    @Test
    void refusesPairsItDoesNotKnow() {
        Refusal refused = refusal(service.query("xyz-usdt", "1h"));
        assertThat(refused.code()).isEqualTo(ErrorCode.UNKNOWN_PAIR);
        refused = refusal(service.query("", "1h"));
        assertThat(refused.message()).isEqualTo("pair: missing (expected: a pair such as BTC-USDT)");
    }
}
