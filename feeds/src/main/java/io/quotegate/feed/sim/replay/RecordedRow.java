package io.quotegate.feed.sim.replay;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A line of one of the gateway's own recordings. Immutable: any thread. */
sealed interface RecordedRow permits RecordedQuote, RecordedTrade {
    /** How the first line of a recording begins. */
    String HEADER = "receiveTime,";

    /** What {@code line} says; null if it is neither a trade nor a quote that a venue stood behind. */
    static @Nullable RecordedRow of(String line) {
        String[] cells = line.split(",", -1);
        try {
            return switch (cells.length) {
                case RecordedQuote.COLUMNS -> RecordedQuote.of(cells);
                case RecordedTrade.COLUMNS, RecordedTrade.COLUMNS_BEFORE -> RecordedTrade.of(cells);
                default -> null;
            };
        } catch (NumberFormatException e) {
            return null; // the first line
        }
    }

    /** When the gateway received it, microseconds since the epoch. */
    long receiveTimeUs();

    default long receiveTimeNs() {
        return TimeUnit.MICROSECONDS.toNanos(receiveTimeUs());
    }

    /** The cell of the venue's time, or that of the gateway's where the venue told none. */
    static long exchangeTimeUs(String[] cells) {
        return Long.parseLong(cells[1].isEmpty() ? cells[0] : cells[1]);
    }
}
