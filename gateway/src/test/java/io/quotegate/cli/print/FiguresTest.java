package io.quotegate.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource({
        "63707.3, 63707.3",
        "0.000012345678912, 0.000012345679",
        "123456789.5, 123456790",
        "-29.0416661234, -29.041666",
        "1.50000000000, 1.50000000000",
        "0, 0",
        "not computed, not computed",
        "1e99999999, 1e99999999"
    })
    void haveEightSignificantDigitsForPeople(String exact, String shown) {
        assertThat(new Figures().shown(exact)).isEqualTo(shown);
    }

    @Test
    void areExactOnDemand() {
        Figures figures = new Figures();
        assertThat(figures.toggle()).isTrue();
        assertThat(figures.shown("0.000012345678912")).isEqualTo("0.000012345678912");
        assertThat(figures.toggle()).isFalse();
    }
}
