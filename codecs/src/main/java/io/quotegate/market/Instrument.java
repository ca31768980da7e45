package io.quotegate.market;

import static java.util.Objects.requireNonNull;

import java.util.regex.Pattern;

/**
 * One tradable pair, the same on every venue.
 *
 * @param id     dense index from 0, assigned at start-up; indexes arrays on the hot path
 * @param symbol house spelling, {@code BASE-QUOTE} in upper case, for example {@code BTC-USDT}
 */
public record Instrument(int id, String symbol) {
    private static final Pattern CURRENCY = Pattern.compile("[A-Z0-9]{1,20}");
    private static final Pattern SYMBOL = Pattern.compile(CURRENCY + "-" + CURRENCY);

    public Instrument {
        requireNonNull(symbol, "symbol");
        if (id < 0) {
            throw new IllegalArgumentException("id: " + id + " (expected: >= 0)");
        }
        if (!isSymbol(symbol)) {
            throw new IllegalArgumentException("symbol: " + symbol + " (expected: BASE-QUOTE in upper case)");
        }
    }

    /** Whether {@code text} is spelled like a currency. */
    public static boolean isCurrency(String text) {
        return CURRENCY.matcher(text).matches();
    }

    /** Whether {@code text} is spelled like a pair. */
    public static boolean isSymbol(String text) {
        return SYMBOL.matcher(text).matches();
    }

    /** The currency that is priced, {@code BTC} of {@code BTC-USDT}. */
    public String base() {
        return symbol.substring(0, symbol.indexOf('-'));
    }

    /** The currency it is priced in, {@code USDT} of {@code BTC-USDT}. */
    public String quote() {
        return symbol.substring(symbol.indexOf('-') + 1);
    }
}
