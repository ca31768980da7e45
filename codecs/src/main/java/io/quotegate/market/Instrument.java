package io.quotegate.market;

import static java.util.Objects.requireNonNull;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One tradable pair, the same on every venue, whatever venues call it.
 *
 * @param id     dense index from 0, the same as long as the process runs; indexes arrays on the hot path
 * @param symbol house spelling, {@code BASE-QUOTE} in upper case, for example {@code BTC-USDT}
 * @param names  see {@link PairListing#names()}
 */
public record Instrument(int id, String symbol, Map<Venue, String> names) {
    /** Letters of any script, in capitals where it has them: Binance lists 币安人生-USDT. */
    private static final Pattern CURRENCY = Pattern.compile("[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}\\p{N}]{1,20}");

    private static final Pattern SYMBOL = Pattern.compile(CURRENCY + "-" + CURRENCY);

    /** A pair that every venue spells as the house does. */
    public Instrument(int id, String symbol) {
        this(id, symbol, Map.of());
    }

    public Instrument {
        names = Map.copyOf(names);
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
        return CURRENCY.matcher(text).matches() && isOneSpelling(text);
    }

    /** Whether {@code text} is spelled like a pair. */
    public static boolean isSymbol(String text) {
        return SYMBOL.matcher(text).matches() && isOneSpelling(text);
    }

    /** Nothing that looks the same may be another pair: Unicode's composed form, and what capitals are made into. */
    private static boolean isOneSpelling(String text) {
        return Normalizer.isNormalized(text, Normalizer.Form.NFC)
                && text.toUpperCase(Locale.ROOT).equals(text);
    }

    /** What {@code venue} calls it, with a hyphen where the house does; null if it is not to be asked for it. */
    public @Nullable String nameOn(Venue venue) {
        String name = names.getOrDefault(venue, symbol);
        return name.equals(PairListing.NOT_THERE) ? null : name;
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
