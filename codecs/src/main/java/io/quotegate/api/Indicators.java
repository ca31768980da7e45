package io.quotegate.api;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The figures of one pair over a window. Immutable: any thread.
 *
 * @param window   as it was asked for
 * @param venue    the wire name of the newest minute's venue; null when there is no minute
 * @param fromUs   where the window begins, microseconds since the epoch
 * @param toUs     where it ends: the end of the newest minute
 * @param ageMs    since the window's end; -1 when there is no minute
 * @param trades   in the window
 * @param minutes  of the window in which there was a trade
 * @param readings one for each {@link Indicator}, in their order
 */
public record Indicators(
        String pair,
        String window,
        @Nullable String venue,
        long fromUs,
        long toUs,
        long ageMs,
        long trades,
        int minutes,
        List<Reading> readings) {
    public Indicators {
        readings = List.copyOf(readings);
        if (readings.size() != Indicator.values().length) {
            throw new IllegalArgumentException("readings: " + readings.size() + " (expected: one per indicator)");
        }
    }

    /** What was computed of {@code indicator}. */
    public Reading reading(Indicator indicator) {
        return readings.get(indicator.ordinal());
    }

    /**
     * One figure, or why there is none.
     *
     * @param value  in plain decimal digits; null when it could not be computed
     * @param reason why not; null when it could
     */
    public record Reading(@Nullable String value, @Nullable String reason) {
        /** A figure. */
        public static Reading of(String value) {
            return new Reading(value, null);
        }

        /** None, and why. */
        public static Reading ofReason(String reason) {
            return new Reading(null, reason);
        }
    }
}
