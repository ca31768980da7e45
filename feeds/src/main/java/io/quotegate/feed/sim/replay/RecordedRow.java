package io.quotegate.feed.sim.replay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

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

    /** The pair in a cell of a line that is bytes in the guise of ISO 8859-1. */
    static String pair(String cell) {
        return new String(cell.getBytes(ISO_8859_1), UTF_8);
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
