package io.quotegate.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.quotegate.market.Decimal;
import io.quotegate.text.DecimalText;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/** Numbers as they are written, beside {@link BigDecimal}. */
class DecimalFuzz {
    private static final Pattern PLAIN = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?");
    private static final Pattern SCIENTIFIC = Pattern.compile(PLAIN + "([eE][+-]?[0-9]+)?");
    private static final int ROOM = Decimal.MAX_LENGTH + 2;

    @FuzzTest(maxDuration = "1m")
    void plain(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        Decimal decimal = new Decimal();
        Decimal.Parsed parsed = decimal.parse(bytes, 0, bytes.length);
        boolean isNumber =
                PLAIN.matcher(text).matches() && !(text.startsWith("-") && new BigDecimal(text).signum() == 0);
        if (text.length() <= Decimal.MAX_LENGTH) {
            assertThat(parsed != Decimal.Parsed.MALFORMED).isEqualTo(isNumber);
        }
        assertThat(decimal.isAbsent()).isEqualTo(parsed != Decimal.Parsed.OK);
        if (parsed == Decimal.Parsed.OK) {
            assertThat(decimal).hasToString(text);
            assertThat(decimal.toBigDecimal()).isEqualTo(new BigDecimal(text));
        } else if (isNumber && text.length() <= Decimal.MAX_LENGTH) {
            assertThat(significantDigits(text)).isGreaterThan(Decimal.MAX_DIGITS);
        }
    }

    private static int significantDigits(String text) {
        return new BigDecimal(text).stripTrailingZeros().precision();
    }

    @FuzzTest(maxDuration = "1m")
    void scientific(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        Decimal decimal = new Decimal();
        Decimal.Parsed parsed = decimal.parseScientific(bytes, 0, bytes.length);
        assertThat(decimal.isAbsent()).isEqualTo(parsed != Decimal.Parsed.OK);
        if (parsed == Decimal.Parsed.OK) {
            assertThat(text).matches(SCIENTIFIC);
            String written = decimal.toString();
            assertThat(written.length()).isLessThanOrEqualTo(ROOM);
            assertThat(new BigDecimal(written)).isEqualByComparingTo(ofScientific(text));
            Decimal again = new Decimal();
            assertThat(again.parse(written)).isEqualTo(Decimal.Parsed.OK);
            assertThat(again.sameDigits(decimal.mantissa(), decimal.format())).isTrue();
        }
    }

    private static BigDecimal ofScientific(String text) {
        return text.matches("-?0[.0]*[eE].*") ? BigDecimal.ZERO : new BigDecimal(text); // which minds the exponent of 0
    }

    /** The first byte says where one number ends and the other begins. */
    @FuzzTest(maxDuration = "1m")
    void order(byte[] bytes) {
        if (bytes.length < 3) {
            return;
        }
        int cut = 1 + (bytes[0] & 0xFF) % (bytes.length - 1);
        Decimal one = new Decimal();
        Decimal other = new Decimal();
        boolean both = one.parseScientific(bytes, 1, cut) == Decimal.Parsed.OK
                && other.parseScientific(bytes, cut, bytes.length) == Decimal.Parsed.OK;
        if (both) {
            BigDecimal left = new BigDecimal(one.toString());
            BigDecimal right = new BigDecimal(other.toString());
            assertThat(Integer.signum(one.compareTo(other))).isEqualTo(left.compareTo(right));
            assertThat(Integer.signum(other.compareTo(one))).isEqualTo(right.compareTo(left));
        }
    }

    @FuzzTest(maxDuration = "1m")
    void ofPeople(byte[] bytes) {
        String text = new String(bytes, ISO_8859_1);
        BigDecimal number = DecimalText.parsePositive(text);
        if (number != null) {
            assertThat(number.signum()).isPositive();
            assertThat(number.toPlainString()).isEqualTo(text);
        }
    }
}
