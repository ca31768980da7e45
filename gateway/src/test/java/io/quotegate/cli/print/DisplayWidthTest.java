package io.quotegate.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayWidthTest {
    @ParameterizedTest
    @CsvSource({"'', 0", "BTC-USDT, 8", "币安人生-USDT, 13", "e\u0301, 1", "'\u0007', 0", "🚀, 2"})
    void countsColumns(String text, int columns) {
        assertThat(DisplayWidth.of(text)).isEqualTo(columns);
    }

    @ParameterizedTest
    @CsvSource({
        "BTC-USDT, 8, BTC-USDT",
        "BTC-USDT, 3, BTC",
        "币安人生, 3, 币",
        "币安人生, 4, 币安",
        "e\u0301x, 1, e\u0301",
        "🚀, 1, ''"
    })
    void cutsBetweenSigns(String text, int columns, String front) {
        assertThat(DisplayWidth.cut(text, columns)).isEqualTo(front);
    }
}
