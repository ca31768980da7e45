package io.quotegate.gateway.relay.rest;

import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells questions for candles that are all over, and so never change, from others. Any thread.
 *
 * @param lengths of candles, by the venue's names for them
 * @param epochMs the time
 */
public record PastCandles(Map<String, Duration> lengths, LongSupplier epochMs) {
    private static final long CLOCK_MARGIN_MS = 5000;
    private static final Duration LONGEST_HOLE = Duration.ofDays(2);
    private static final Pattern TIME = Pattern.compile("[0-9]{13}");

    /** Whether candles of {@code length} are all over that begin at {@code lastMs} at the latest; neither need make sense. */
    public boolean areMeant(@Nullable String length, @Nullable String lastMs) {
        Duration known = length == null ? null : lengths.get(length);
        return known != null
                && lastMs != null
                && TIME.matcher(lastMs).matches()
                && Long.parseLong(lastMs) + known.toMillis() + CLOCK_MARGIN_MS < epochMs.getAsLong();
    }

    /**
     * Whether the first {@code most} candles of {@code length} from {@code firstMs} on are all over. A venue that did not
     * trade for a while has none of that time, and then they go on for so much longer.
     */
    public boolean areMeant(@Nullable String length, @Nullable String firstMs, int most) {
        Duration known = length == null ? null : lengths.get(length);
        return known != null
                && firstMs != null
                && TIME.matcher(firstMs).matches()
                && Long.parseLong(firstMs) + known.toMillis() * most + LONGEST_HOLE.toMillis() < epochMs.getAsLong();
    }
}
