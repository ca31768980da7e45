package io.quotegate.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreferenceTest {
    @ParameterizedTest
    @CsvSource({
        "gzip, 1",
        "'br, GZIP', 1",
        "'br;q=1, gzip;q=0.5', 0.5",
        "gzip;level=9;q=0.25, 0.25",
        "gzip ; q = 0, 0",
        "gzip;q=0.000, 0",
        "gzip;q=much, 1",
        "'br, *', 0",
        "'', 0"
    })
    void isTheWeightThatIsGiven(String field, double weight) {
        assertThat(Preference.of(field, "gzip")).isEqualTo(weight);
    }

    @Test
    void isNoneWhereNothingIsSaid() {
        assertThat(Preference.of(null, "gzip")).isZero();
    }
}
