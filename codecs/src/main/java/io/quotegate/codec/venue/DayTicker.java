package io.quotegate.codec.venue;

import io.quotegate.market.Decimal;
import io.quotegate.market.TopUpdate;

/**
 * The rolling 24 hours of an instrument as a venue's ticker tells them, for the encoders. Mutable and reused; confined
 * to its owner's thread.
 */
public final class DayTicker {
    /** Best bid and ask at this moment. */
    public final TopUpdate top = new TopUpdate();

    public final Decimal last = new Decimal();
    public final Decimal lastSize = new Decimal();
    public final Decimal open = new Decimal();
    public final Decimal high = new Decimal();
    public final Decimal low = new Decimal();
    /** Difference of last and open. */
    public final Decimal change = new Decimal();
    /** The same in percent. */
    public final Decimal changePercent = new Decimal();
    /** Quote volume divided by volume. */
    public final Decimal average = new Decimal();
    /** Base currency traded. */
    public final Decimal volume = new Decimal();
    /** Quote currency traded. */
    public final Decimal quoteVolume = new Decimal();

    public long openTimeNs;
    public long timeNs;
    public long firstTradeId;
    public long lastTradeId;
    public long trades;
}
