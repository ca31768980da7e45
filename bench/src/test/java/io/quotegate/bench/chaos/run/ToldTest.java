package io.quotegate.bench.chaos.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ToldTest {
    private static final long MINUTE_US = 60_000_000;
    private static final long KILLED_MS = 150_000; // in the third minute

    private final Told told = new Told(Duration.ZERO);

    private static ObjectNode candle(String venue, long minute, String close) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("venue", venue)
                .put("openTime", minute * MINUTE_US)
                .put("open", "1")
                .put("high", "9")
                .put("low", "1")
                .put("close", close)
                .put("complete", true);
    }

    @Test
    void aMinuteIsKeptAsItWasOrAsTheOtherVenueHasItWhole() {
        String before = Told.prices(candle("okx", 1, "5"));
        assertThat(told.isKeptBy(before, candle("okx", 1, "5"))).isTrue();
        assertThat(told.isKeptBy(before, candle("okx", 1, "6"))).isFalse();
        assertThat(told.isKeptBy(before, candle("binance", 1, "6"))).isTrue();
        assertThat(told.isKeptBy(before, candle("binance", 1, "6").put("complete", false)))
                .isFalse();
    }

    @Test
    void aVenueThatBeganAnewMayTellItsPastOtherwiseAndNothingElse() {
        told.onVenueBegunAnew("okx", KILLED_MS);
        String before = Told.prices(candle("okx", 1, "5"));
        assertThat(told.isKeptBy(before, candle("okx", 1, "6"))).isTrue();
        assertThat(told.isKeptBy(before, candle("okx", 1, "6").put("complete", false)))
                .isFalse();
        assertThat(told.isKeptBy(before, candle("okx", 3, "6"))).isFalse();
        assertThat(told.isKeptBy(Told.prices(candle("binance", 1, "5")), candle("binance", 1, "6")))
                .isFalse();
    }
}
