package io.quotegate.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
    @ParameterizedTest
    @CsvSource({"0, PT0S", "250us, PT0.00025S", "15ms, PT0.015S", "3s, PT3S", "2m, PT2M", "24h, PT24H"})
    void readsEachUnit(String text, Duration duration) {
        assertThat(DurationText.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "3", "s", "-3s", "3 s", "1.5s", "3S", "1234567890s", "3s "})
    void refusesWhatIsSpelledOtherwise(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DurationText.parse(text))
                .withMessage(text + " (expected: <n>(us|ms|s|m|h), or 0)");
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0", "PT0.00025S, 250us", "PT0.015S, 15ms", "PT3S, 3s", "PT2M, 120s"})
    void writesWhatItReads(Duration duration, String text) {
        assertThat(DurationText.of(duration)).isEqualTo(text);
        assertThat(DurationText.parse(text)).isEqualTo(duration);
    }
}
