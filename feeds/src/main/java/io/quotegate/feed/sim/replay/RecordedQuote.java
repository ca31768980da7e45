package io.quotegate.feed.sim.replay;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A recorded quote, as far as a venue's best bid and ask are told by it. Sides that are empty have empty texts.
 * Immutable: any thread.
 *
 * @param exchangeTimeUs the venue's time, microseconds since the epoch; the gateway's where the venue told none
 */
public record RecordedQuote(
        long receiveTimeUs,
        long exchangeTimeUs,
        String pair,
        String bid,
        String bidSize,
        String ask,
        String askSize,
        long seq)
        implements RecordedRow {
    static final int COLUMNS = 13;

    private static final int PAIR = 2;
    private static final int BID = 4;
    private static final int SEQ = 10;
    private static final int STALE = 11;
    private static final String YES = "1";

    /** What {@code cells} say; null if no venue stood behind it. */
    static @Nullable RecordedQuote of(String[] cells) {
        if (cells[STALE].equals(YES)) {
            return null;
        }
        return new RecordedQuote(
                Long.parseLong(cells[0]),
                RecordedRow.exchangeTimeUs(cells),
                RecordedRow.pair(cells[PAIR]),
                cells[BID],
                cells[BID + 1],
                cells[BID + 2],
                cells[BID + 3],
                Long.parseLong(cells[SEQ]));
    }

    public long exchangeTimeMs() {
        return TimeUnit.MICROSECONDS.toMillis(exchangeTimeUs);
    }
}
