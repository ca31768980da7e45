package io.quotegate.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "999, 999 ms",
        "1000, 1.0 s",
        "59999, 59.9 s",
        "60000, 1 min",
        "3599999, 59 min",
        "3600000, 1 h",
        "86399999, 23 h",
        "86400000, 1 d",
        "31536000000, 365 d"
    })
    void tellsAgesAsPreciselyAsAPersonWants(long ageMs, String expected) {
        assertThat(Cells.age(ageMs)).isEqualTo(expected);
    }
}
