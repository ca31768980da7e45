package io.quotegate.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "1.50",
                "0.00000001",
                "123456789012345678901234567890",
                "1.23456789012345678901234567890",
                "0.00000000000000000000000000001"
            })
    void keepsTheDigitsOfANumber(String text) {
        assertThat(DecimalText.parsePositive(text)).isEqualTo(new BigDecimal(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " 1",
                "0",
                "0.00",
                "-1",
                "+1",
                "01",
                ".5",
                "5.",
                "1.2.3",
                "1,5",
                "1e5",
                "1E5",
                "0x10",
                "NaN",
                "Infinity",
                "one",
                "\u0661", // a digit in Arabic
                "1234567890123456789012345678901",
                "1.234567890123456789012345678901"
            })
    void refusesWhatIsNoPlainNumberAboveZero(String text) {
        assertThat(DecimalText.parsePositive(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {31, 1000, 1_000_000})
    void refusesTooManyDigitsAtOnce(int digits) {
        assertThat(DecimalText.parsePositive("9".repeat(digits))).isNull();
        assertThat(DecimalText.parsePositive(".".repeat(digits))).isNull();
    }
}
