package io.quotegate.market;

import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A pair as somebody lists it: its house spelling, and for venues that spell it in a way of their own, or do not have it,
 * how. As one text it is {@code NEIRO-USDT okx=NEIRO-USDT binance=NEIROCTOUSDT}. Immutable: any thread.
 *
 * @param symbol house spelling
 * @param names  by venue, {@link #NOT_THERE} where the venue is not to be asked for it; a venue that is not in it uses the
 *               house spelling
 */
public record PairListing(String symbol, Map<Venue, String> names) {
    /** Instead of a name, that a venue is not to be asked for the pair. */
    public static final String NOT_THERE = "none";

    private static final String PAIR = "pair";
    private static final Pattern NAME = Pattern.compile("[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}\\p{N}-]{1,41}");

    public PairListing {
        names = Map.copyOf(names);
    }

    /** What {@code text} lists, or null if it lists nothing. */
    public static @Nullable PairListing parse(String text) {
        String symbol = null;
        Map<Venue, String> names = new EnumMap<>(Venue.class);
        for (String part : text.split(" ", -1)) {
            int equals = part.indexOf('=');
            String key = equals < 0 ? PAIR : part.substring(0, equals);
            String value = part.substring(equals + 1);
            Venue venue = Venue.ofWireName(key);
            if (key.equals(PAIR) && symbol == null && Instrument.isSymbol(value)) {
                symbol = value;
            } else if (venue == null
                    || !(value.equals(NOT_THERE) || NAME.matcher(value).matches())
                    || names.put(venue, value) != null) {
                return null;
            }
        }
        return symbol == null ? null : new PairListing(symbol, names);
    }
}
