package io.quotegate.feed.sim.replay;

import io.quotegate.market.Decimal;
import io.quotegate.market.TradeUpdate;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A recorded trade. Immutable: any thread.
 *
 * @param exchangeTimeUs the venue's time, microseconds since the epoch; the gateway's where the venue told none
 * @param venue          by the name we give it
 * @param id             the venue's, of the last fill; -1 where it told none
 * @param count          of fills, at least 1
 * @param price          with the digits the venue sent, as {@code size}
 */
public record RecordedTrade(
        long receiveTimeUs,
        long exchangeTimeUs,
        String pair,
        String venue,
        long id,
        long count,
        String price,
        String size,
        boolean takerBuys)
        implements RecordedRow {
    static final int COLUMNS = 11;
    static final int COLUMNS_BEFORE = 10; // without the last, which says whether it is simulated

    private static final int PAIR = 2;
    private static final int VENUE = 3;
    private static final int ID = 4;
    private static final int COUNT = 5;
    private static final int PRICE = 6;
    private static final int SIZE = 7;
    private static final int SIDE = 8;

    /** What {@code cells} say; null if price or size are no numbers. */
    static @Nullable RecordedTrade of(String[] cells) {
        RecordedTrade row = new RecordedTrade(
                Long.parseLong(cells[0]),
                RecordedRow.exchangeTimeUs(cells),
                RecordedRow.pair(cells[PAIR]),
                cells[VENUE],
                cells[ID].isEmpty() ? -1 : Long.parseLong(cells[ID]),
                cells[COUNT].isEmpty() ? 1 : Math.max(1, Long.parseLong(cells[COUNT])),
                cells[PRICE],
                cells[SIZE],
                cells[SIDE].equals("buy"));
        Decimal number = new Decimal();
        boolean numbers = number.parse(row.price) == Decimal.Parsed.OK && number.parse(row.size) == Decimal.Parsed.OK;
        return numbers ? row : null;
    }

    /** The same trade, numbered otherwise. */
    RecordedTrade numbered(long newId, long newCount) {
        return new RecordedTrade(receiveTimeUs, exchangeTimeUs, pair, venue, newId, newCount, price, size, takerBuys);
    }

    /** The trade as a venue tells it, but for the instrument. */
    public TradeUpdate update() {
        TradeUpdate update = new TradeUpdate();
        update.tradeId = id;
        update.count = count;
        update.price.parse(price);
        update.size.parse(size);
        update.takerBuys = takerBuys;
        update.exchangeTimeNs = TimeUnit.MICROSECONDS.toNanos(exchangeTimeUs);
        return update;
    }
}
