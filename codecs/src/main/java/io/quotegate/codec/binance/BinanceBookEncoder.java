package io.quotegate.codec.binance;

import io.quotegate.market.DepthLevels;
import io.quotegate.market.DepthUpdate;
import io.quotegate.text.ByteWriter;
import java.util.concurrent.TimeUnit;

/**
 * Writes what Binance tells of a book: events of {@code @depth}, of {@code @depth5} and its like, and the answer of
 * {@code /depth}. Stateless: any thread, each with its own writer.
 *
 * @see <a href="https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams">WebSocket Streams for
 *     Binance, Diff. Depth Stream</a>
 */
public final class BinanceBookEncoder {
    private BinanceBookEncoder() {}

    /** A {@code depthUpdate} event of the levels that changed. */
    public static void update(ByteWriter out, String symbol, DepthUpdate depth, TimeUnit unit) {
        BinanceEncoder.event(out, "depthUpdate", depth.exchangeTimeNs, unit, symbol);
        out.ascii(",\"U\":").number(depth.prevSeq + 1).ascii(",\"u\":").number(depth.seq);
        levels(out.ascii(",\"b\":"), depth.bids, depth.bids.count());
        levels(out.ascii(",\"a\":"), depth.asks, depth.asks.count());
        out.put('}');
    }

    /** The best levels of a book, as {@code @depth5|10|20} pushes and {@code /depth} answers them: without its symbol. */
    public static void snapshot(ByteWriter out, DepthUpdate book, int most) {
        out.ascii("{\"lastUpdateId\":").number(book.seq);
        levels(out.ascii(",\"bids\":"), book.bids, most);
        levels(out.ascii(",\"asks\":"), book.asks, most);
        out.put('}');
    }

    private static void levels(ByteWriter out, DepthLevels levels, int most) {
        out.put('[');
        for (int i = 0; i < Math.min(most, levels.count()); i++) {
            out.ascii(i == 0 ? "[\"" : ",[\"").decimal(levels.price(i), levels.pricePlaces(i) << 8);
            out.ascii("\",\"")
                    .decimal(levels.size(i), levels.sizePlaces(i) << 8)
                    .ascii("\"]");
        }
        out.put(']');
    }
}
