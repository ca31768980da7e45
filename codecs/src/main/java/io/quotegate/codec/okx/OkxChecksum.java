package io.quotegate.codec.okx;

import io.quotegate.market.DepthLevels;
import io.quotegate.market.DepthUpdate;
import io.quotegate.market.book.OrderBook;
import io.quotegate.text.ByteWriter;
import java.util.zip.CRC32;

/**
 * The checksum that OKX sends, or used to send, with a book: of the 25 best levels of each side, a bid and an ask in
 * turns, as they were written. Allocates nothing after the first. Confined to its owner's thread.
 *
 * @see <a href="https://www.okx.com/docs-v5/en/#order-book-trading-market-data-ws-order-book-channel">OKX API v5, WS /
 *     Order book channel, Checksum</a>
 */
public final class OkxChecksum {
    private static final int LEVELS = 25;

    private final ByteWriter text = new ByteWriter(4096);
    private final CRC32 crc = new CRC32();
    private final DepthUpdate best = new DepthUpdate();

    /** The checksum of {@code book}. */
    public int of(OrderBook book) {
        book.copyTo(best, LEVELS);
        text.clear();
        for (int i = 0; i < LEVELS; i++) {
            append(best.bids, i);
            append(best.asks, i);
        }
        crc.reset();
        crc.update(text.array(), 0, Math.max(0, text.length() - 1)); // without the last colon
        return (int) crc.getValue();
    }

    private void append(DepthLevels side, int level) {
        if (level < side.count()) {
            text.decimal(side.price(level), side.pricePlaces(level) << 8).put(':');
            text.decimal(side.size(level), side.sizePlaces(level) << 8).put(':');
        }
    }
}
