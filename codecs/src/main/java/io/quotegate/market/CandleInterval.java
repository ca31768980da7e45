package io.quotegate.market;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How long a candle can be. All begin at whole multiples of their length since the epoch, days in UTC. */
public enum CandleInterval {
    MINUTE("1m", 1),
    FIVE_MINUTES("5m", 5),
    QUARTER("15m", 15),
    HOUR("1h", 60),
    DAY("1d", 24 * 60);

    /** Every spelling, for messages. */
    public static final String SPELLINGS =
            Arrays.stream(values()).map(CandleInterval::wireName).collect(Collectors.joining(", "));

    private final String wireName;
    private final int minutes;

    CandleInterval(String wireName, int minutes) {
        this.wireName = wireName;
        this.minutes = minutes;
    }

    public String wireName() {
        return wireName;
    }

    /** How many one-minute candles it is made of. */
    public int minutes() {
        return minutes;
    }

    public long lengthUs() {
        return minutes * Candle.MINUTE_US;
    }

    /** When the interval that {@code timeUs} lies in begins. */
    public long openTimeUs(long timeUs) {
        return timeUs - Math.floorMod(timeUs, lengthUs());
    }

    /** The interval spelled {@code wireName}, or null. */
    public static @Nullable CandleInterval ofWireName(String wireName) {
        for (CandleInterval interval : values()) {
            if (interval.wireName.equals(wireName)) {
                return interval;
            }
        }
        return null;
    }
}
