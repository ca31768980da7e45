package io.quotegate.feed.listing;

import io.quotegate.market.Instrument;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stands for all pairs that are spelled like it: {@code *-USDT}, {@code BTC-*}, {@code 1000*-USDT}, or {@code *} for every
 * pair. A star is any letters of one currency, or none. Immutable: any thread.
 *
 * @param text as it was written
 */
public record PairPattern(String text, Pattern symbols) {
    private static final String STAR = "*";
    private static final Pattern SHAPE = Pattern.compile("[^-\\s]{1,20}-[^-\\s]{1,20}");

    /** What {@code text} stands for; null if it is none. */
    public static @Nullable PairPattern parse(String text) {
        if (text.equals(STAR)) {
            return new PairPattern(text, Pattern.compile(".*"));
        }
        boolean shaped = text.contains(STAR) && SHAPE.matcher(text).matches();
        return shaped && Instrument.isSymbol(text.replace(STAR, "A")) ? new PairPattern(text, pattern(text)) : null;
    }

    private static Pattern pattern(String text) {
        return Pattern.compile(
                Stream.of(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining("[^-]*")));
    }

    /** Whether {@code symbol}, a pair in house spelling, is among those. */
    public boolean matches(String symbol) {
        return symbols.matcher(symbol).matches();
    }
}
