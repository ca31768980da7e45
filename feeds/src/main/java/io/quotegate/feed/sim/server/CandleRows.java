package io.quotegate.feed.sim.server;

import io.quotegate.codec.venue.VenueCandle;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Picks the candles that a REST request asks for. Stateless. */
public final class CandleRows {
    /** How long the candles of each name are, in minutes; OKX begins hours with a capital. */
    private static final Map<String, Integer> MINUTES = Map.ofEntries(
            Map.entry("1m", 1),
            Map.entry("3m", 3),
            Map.entry("5m", 5),
            Map.entry("15m", 15),
            Map.entry("30m", 30),
            Map.entry("1h", 60),
            Map.entry("1H", 60),
            Map.entry("2h", 120),
            Map.entry("2H", 120),
            Map.entry("4h", 240),
            Map.entry("4H", 240),
            Map.entry("1d", 1440),
            Map.entry("1Dutc", 1440));

    private CandleRows() {}

    /** How many minutes the candles called {@code name} have; null if there are none here. */
    public static @Nullable Integer minutes(String name) {
        return MINUTES.get(name);
    }

    /** Those of {@code candles} that begin from {@code fromNs} to {@code toNs}. */
    public static List<VenueCandle> between(List<VenueCandle> candles, long fromNs, long toNs) {
        return candles.stream()
                .filter(candle -> candle.openTimeNs() >= fromNs && candle.openTimeNs() <= toNs)
                .toList();
    }

    /** The first or the last {@code limit}. */
    public static <T> List<T> limited(List<T> rows, int limit, boolean first) {
        if (rows.size() <= limit) {
            return rows;
        }
        return first ? rows.subList(0, limit) : rows.subList(rows.size() - limit, rows.size());
    }
}
