package io.quotegate.service.indicators;

import static io.quotegate.testkit.Outcomes.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class IndicatorFeedTest {
    private static final long START = 30_000_000; // minutes since the epoch

    private final IndicatorService indicators = new IndicatorService(Candles.PAIRS, () -> START * 60_000_000_000L);
    private final Deque<Runnable> filling = new ArrayDeque<>();
    private final IndicatorFeed feed = new IndicatorFeed(indicators, filling::add);

    private long trades() {
        return value(indicators.query("BTC-USDT", "1h")).trades();
    }

    @Test
    void fillsOnTheThreadThatItIsGiven() {
        feed.onCandle(Candles.at(START - 1, "10", "1", "1", 2));
        assertThat(trades()).isZero();
        filling.remove().run();
        assertThat(trades()).isEqualTo(2);
    }

    @Test
    void letsWhatIsKnownStandBesideWhatIsRestored() {
        feed.onCandle(Candles.at(START - 1, "10", "1", "1", 2));
        feed.onRestored(List.of(Candles.at(START - 2, "10", "1", "1", 30), Candles.at(START - 1, "10", "1", "1", 400)));
        filling.forEach(Runnable::run);
        assertThat(trades()).isEqualTo(32);
    }

    @Test
    void forgetsWhatHistoryForgets() {
        feed.onCandle(Candles.at(START - 1, "10", "1", "1", 2));
        feed.onForgotten(Candles.BTC);
        filling.forEach(Runnable::run);
        assertThat(trades()).isZero();
    }
}
