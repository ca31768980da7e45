package io.quotegate.feed.sim;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A line of one of the gateway's own recordings, as far as a venue's best bid and ask are told by it. Sides that are
 * empty have empty texts. Immutable: any thread.
 *
 * @param exchangeTimeUs the venue's time, microseconds since the epoch; the gateway's where the venue told none
 */
record QuoteRow(
        long receiveTimeUs,
        long exchangeTimeUs,
        String pair,
        String bid,
        String bidSize,
        String ask,
        String askSize,
        long seq) {
    /** How the first line of a recording begins. */
    static final String HEADER = "receiveTime,";

    private static final int COLUMNS = 13;
    private static final int PAIR = 2;
    private static final int BID = 4;
    private static final int SEQ = 10;
    private static final int STALE = 11;
    private static final String YES = "1";

    /** What {@code line} says; null if it is no quote, or one that no venue stood behind. */
    static @Nullable QuoteRow of(String line) {
        String[] cells = line.split(",", -1);
        if (cells.length != COLUMNS || cells[STALE].equals(YES)) {
            return null;
        }
        try {
            long receivedUs = Long.parseLong(cells[0]);
            return new QuoteRow(
                    receivedUs,
                    cells[1].isEmpty() ? receivedUs : Long.parseLong(cells[1]),
                    cells[PAIR],
                    cells[BID],
                    cells[BID + 1],
                    cells[BID + 2],
                    cells[BID + 3],
                    Long.parseLong(cells[SEQ]));
        } catch (NumberFormatException e) {
            return null; // the first line
        }
    }

    long exchangeTimeMs() {
        return TimeUnit.MICROSECONDS.toMillis(exchangeTimeUs);
    }

    long receiveTimeNs() {
        return TimeUnit.MICROSECONDS.toNanos(receiveTimeUs);
    }
}
