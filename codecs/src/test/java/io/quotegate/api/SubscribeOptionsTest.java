package io.quotegate.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscribeOptionsTest {
    @ParameterizedTest
    @CsvSource({
        "100ms, 100",
        "101ms, 150",
        "1s, 1000",
        "1001ms, 1500",
        "2s, 2000",
        "2.5s, 2500",
        "10s, 10000",
        "10.5s, 11000",
        "1m, 60000",
        "61s, 120000",
        "1h, 3600000"
    })
    void roundAnIntervalUpToOneOfFew(String given, int served) {
        SubscribeOptions options = SubscribeOptions.of(false, SubscribeOptions.intervalMs(given));
        assertThat(options.intervalMs()).isEqualTo(served);
        assertThat(options.problem(PushChannel.QUOTES, DeliveryMode.LATEST)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"0", "99ms", "-1s", "3601s", "1d", "soon", "''"})
    void refuseAnyOtherInterval(String given) {
        SubscribeOptions options = SubscribeOptions.of(true, SubscribeOptions.intervalMs(given));
        assertThat(options.problem(PushChannel.QUOTES, DeliveryMode.LATEST))
                .isEqualTo("interval (expected: 100ms..1h)");
    }

    @Test
    void refuseAnIntervalWhereItMeansNothing() {
        SubscribeOptions options = SubscribeOptions.of(false, 1000);
        assertThat(options.problem(PushChannel.QUOTES, DeliveryMode.ALL)).contains("mode all");
        assertThat(options.problem(PushChannel.STATUS, DeliveryMode.LATEST)).contains("of status");
        assertThat(SubscribeOptions.NONE.problem(PushChannel.STATUS, DeliveryMode.ALL))
                .isNull();
    }
}
