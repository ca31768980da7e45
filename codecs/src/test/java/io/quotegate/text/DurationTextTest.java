package io.quotegate.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "250us, PT0.00025S",
        "15ms, PT0.015S",
        "3s, PT3S",
        "2m, PT2M",
        "24h, PT24H",
        "1d, PT24H",
        "365d, PT8760H"
    })
    void readsEachUnit(String text, Duration duration) {
        assertThat(DurationText.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @CsvSource({
        "1.5s, PT1.5S",
        "0.25ms, PT0.00025S",
        "1.50m, PT90S",
        "0.5d, PT12H",
        "0.0s, PT0S",
        "1.001us, PT0.000001001S",
        "106751d, PT2562024H"
    })
    void readsFractions(String text, Duration duration) {
        assertThat(DurationText.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "3", "s", "-3s", "3 s", ".5s", "1.s", "1,5s", "1.5", "01s", "3S", "1234567890s", "3s ", "1w"
            })
    void refusesWhatIsSpelledOtherwise(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DurationText.parse(text))
                .withMessage(text + " (expected: <n>(us|ms|s|m|h|d), or 0)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0001us", "0.0000000001ms", "106752d", "999999999h"})
    void refusesWhatItCouldNotTellExactly(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> DurationText.parse(text));
    }

    @ParameterizedTest
    @CsvSource({"PT0S, 0", "PT0.00025S, 250us", "PT0.015S, 15ms", "PT3S, 3s", "PT2M, 120s"})
    void writesWhatItReads(Duration duration, String text) {
        assertThat(DurationText.of(duration)).isEqualTo(text);
        assertThat(DurationText.parse(text)).isEqualTo(duration);
    }
}
