package io.quotegate.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.assertj.core.data.TemporalUnitLessThanOffset;
import org.junit.jupiter.api.Test;

class HttpDateTest {
    @Test
    void isSaidAsHttpSaysIt() {
        Instant time = Instant.parse("1994-11-06T08:49:37.5Z");
        assertThat((CharSequence) HttpDate.of(time)).hasToString("Sun, 06 Nov 1994 08:49:37 GMT");
        assertThat(HttpDate.parse("Sun, 06 Nov 1994 08:49:37 GMT")).isEqualTo("1994-11-06T08:49:37Z");
    }

    @Test
    void isNoneIfItIsSaidOtherwise() {
        assertThat(HttpDate.parse("yesterday")).isNull();
    }

    @Test
    void isOfNow() {
        assertThat(HttpDate.parse(HttpDate.now()))
                .isCloseTo(Instant.now(), new TemporalUnitLessThanOffset(5, ChronoUnit.SECONDS));
        assertThat((CharSequence) HttpDate.now()).hasSize(29);
    }
}
