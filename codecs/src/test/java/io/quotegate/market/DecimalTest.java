package io.quotegate.market;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {
    private final Decimal decimal = new Decimal();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0.0",
                "0.00000000",
                "1",
                "10",
                "1000000000000.00000000",
                "0.00001200",
                "63707.2",
                "0.000000000001",
                "1.70080521",
                "999999999999999999",
                "0.999999999999999999",
                "123456789012345678000000000",
                "100",
                "-0.5",
                "-12.30",
                "-1000",
                "5.00",
                "0.10"
            })
    void keepsTheDigitsItWasGiven(String text) {
        assertThat(parse(text)).isEqualTo(Decimal.Parsed.OK);
        assertThat(decimal).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                ".",
                "1.",
                ".5",
                "1e5",
                "1E-7",
                "+1",
                "01",
                "-01",
                "00",
                "-0",
                "-0.0",
                "1.2.3",
                "1,5",
                " 1",
                "1 ",
                "abc",
                "NaN",
                "--1",
                "1-",
                "0x10",
                "1234567890123456789x",
                "1234567890123456789.0.0",
                "0123456789123456789123"
            })
    void refusesWhatIsNoPlainNumber(String text) {
        assertThat(parse(text)).isEqualTo(Decimal.Parsed.MALFORMED);
        assertThat(decimal.isAbsent()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1234567890123456789",
                "0.1234567890123456789",
                "1000000000000000000000001",
                "100000000000.00000001",
                "-9999999999999999999.5"
            })
    void saysWhenANumberHasMoreDigitsThanItKeeps(String text) {
        assertThat(parse(text)).isEqualTo(Decimal.Parsed.UNREPRESENTABLE);
        assertThat(decimal.isAbsent()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"12345, 2, 123.45", "100, 2, 1.00", "0, 3, 0.000", "-5, 1, -0.5", "7, 0, 7", "120, 8, 0.00000120"})
    void writesAnUnscaledNumberWithItsScale(long unscaled, int scale, String expected) {
        assertThat(decimal.setUnscaled(unscaled, scale)).hasToString(expected);
    }

    @Test
    void tellsDigitsApartEvenWhereTheValuesAreEqual() {
        parse("1.50");
        Decimal other = new Decimal();
        other.parse("1.5".getBytes(US_ASCII), 0, 3);

        assertThat(decimal.sameDigits(other.mantissa(), other.format())).isFalse();
        assertThat(decimal.sameDigits(decimal.mantissa(), decimal.format())).isTrue();
    }

    @Test
    void agreesWithBigDecimalOnRandomNumbers() {
        long seed = 20261121;
        Random random = new Random(seed);
        for (int i = 0; i < 200_000; i++) {
            long digits = random.nextLong() % (long) Math.pow(10, 1 + random.nextInt(17));
            String text = BigDecimal.valueOf(digits, random.nextInt(19)).toPlainString();
            assertThat(parse(text)).as("seed %d, %s", seed, text).isEqualTo(Decimal.Parsed.OK);
            assertThat(decimal.toString()).as("seed %d", seed).isEqualTo(text);
            assertThat(decimal.toBigDecimal()).as("seed %d", seed).isEqualTo(new BigDecimal(text));
        }
    }

    @Test
    void refusesAScaleItCannotHold() {
        assertThatThrownBy(() -> decimal.setUnscaled(1, 19))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("scale: 19 (expected");
    }

    private Decimal.Parsed parse(String text) {
        byte[] bytes = ("x" + text + "x").getBytes(US_ASCII);
        return decimal.parse(bytes, 1, bytes.length - 1);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1.000, 0",
        "1000000000000, 1, 1",
        "0.00000012, 0.00000013, -1",
        "9.3, 10, -1",
        "0, 0.00, 0",
        "0.1, 0, 1",
        "-2, -1, -1",
        "-1, 1, -1",
        "999999999999999999, 1000000000000000000, -1",
        "123.450, 123.45, 0"
    })
    void comparesAsNumbersHoweverTheyAreWritten(String one, String other, int order) {
        Decimal second = new Decimal();
        decimal.parse(one);
        second.parse(other);
        assertThat(decimal.compareTo(second)).isEqualTo(order);
        assertThat(second.compareTo(decimal)).isEqualTo(-order);
    }
}
