package io.quotegate.cli.option;

import io.quotegate.api.Coin;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What people call coins and how they write amounts, as the gateway spells it. Any thread. */
public final class Spellings {
    private static final Pattern SPACES = Pattern.compile("[\\s\u00a0\u202f'_]");
    /** Digits in groups of three: thousands, or a number with three digits behind its comma. */
    private static final Pattern EITHER = Pattern.compile("[1-9][0-9]{0,2},[0-9]{3}");

    private Spellings() {}

    /** The currency that {@code text} is or names: {@code BTC} of {@code btc} and of {@code Bitcoin}. */
    public static String currency(String text) {
        Coin coin = Coin.find(text);
        return coin == null ? text.toUpperCase(Locale.ROOT) : coin.symbol();
    }

    /** The pair that {@code text} is or, as a coin, is the price of: {@code BTC-USDT} of {@code Bitcoin}. */
    public static String pair(String text) {
        return priceOf(text).toUpperCase(Locale.ROOT);
    }

    /** The same, where what is no coin stays as it was typed, for the gateway to understand or to refuse. */
    public static String priceOf(String text) {
        Coin coin = Coin.find(text);
        return coin == null || coin.equals(Coin.TETHER) ? text : coin.symbol() + '-' + Coin.TETHER.symbol();
    }

    /**
     * The amount that {@code text} is: what is last of a comma and a point is before the fraction. What is no number stays as
     * it is, and is the gateway's to refuse.
     *
     * @return null if a comma could be either
     */
    public static @Nullable String amount(String text) {
        String plain = SPACES.matcher(text).replaceAll("");
        int comma = plain.lastIndexOf(',');
        int point = plain.lastIndexOf('.');
        if (comma < 0) {
            return plain.indexOf('.') == point ? plain : plain.replace(".", ""); // 1.234.567
        }
        if (EITHER.matcher(plain).matches()) {
            return null;
        }
        boolean groups = plain.indexOf(',') != comma; // 1,234,567
        return comma > point && !groups ? plain.replace(".", "").replace(',', '.') : plain.replace(",", "");
    }
}
