package io.quotegate.codec.okx;

import io.quotegate.codec.venue.VenueTime;
import io.quotegate.market.DepthLevels;
import io.quotegate.market.DepthUpdate;
import io.quotegate.text.ByteWriter;

/**
 * Writes what OKX tells of a book: pushes of {@code books} and {@code books5}, and the rows of {@code /market/books} and
 * {@code /market/books-full}. Every level is one of one order. Stateless: any thread, each with its own writer.
 *
 * @see <a href="https://www.okx.com/docs-v5/en/#order-book-trading-market-data-ws-order-book-channel">OKX API v5, WS /
 *     Order book channel</a>
 */
public final class OkxBookEncoder {
    private OkxBookEncoder() {}

    /** A {@code books} push: a snapshot, or an update of the levels that changed. */
    public static void books(ByteWriter out, String instId, DepthUpdate depth) {
        arg(out, OkxChannel.BOOKS.wireName(), instId);
        out.ascii(depth.snapshot ? ",\"action\":\"snapshot\"" : ",\"action\":\"update\"");
        out.ascii(",\"data\":[");
        begin(out, depth, Integer.MAX_VALUE, true);
        out.ascii(",\"checksum\":").number(depth.checksum);
        out.ascii(",\"seqId\":").number(depth.seq);
        out.ascii(",\"prevSeqId\":").number(depth.prevSeq).ascii("}]}");
    }

    /** A {@code books5} push of the five best levels. */
    public static void books5(ByteWriter out, String instId, DepthUpdate book) {
        arg(out, "books5", instId);
        out.ascii(",\"data\":[");
        begin(out, book, 5, true);
        out.ascii(",\"instId\":").jsonString(instId);
        out.ascii(",\"seqId\":").number(book.seq).ascii("}]}");
    }

    /** The row of {@code /market/books} with the best levels. */
    public static void row(ByteWriter out, DepthUpdate book, int most) {
        begin(out, book, most, true);
        out.ascii(",\"seqId\":").number(book.seq).put('}');
    }

    /** The row of {@code /market/books-full}: levels of three values, and no number, so that it cannot be joined. */
    public static void fullRow(ByteWriter out, DepthUpdate book, int most) {
        begin(out, book, most, false);
        out.put('}');
    }

    private static void arg(ByteWriter out, String channel, String instId) {
        out.ascii("{\"arg\":{\"channel\":\"").ascii(channel);
        out.ascii("\",\"instId\":").jsonString(instId).put('}');
    }

    private static void begin(ByteWriter out, DepthUpdate depth, int most, boolean deprecated) {
        levels(out.ascii("{\"asks\":"), depth.asks, most, deprecated);
        levels(out.ascii(",\"bids\":"), depth.bids, most, deprecated);
        out.ascii(",\"ts\":\"").number(VenueTime.toMs(depth.exchangeTimeNs)).put('"');
    }

    private static void levels(ByteWriter out, DepthLevels levels, int most, boolean deprecated) {
        out.put('[');
        for (int i = 0; i < Math.min(most, levels.count()); i++) {
            out.ascii(i == 0 ? "[\"" : ",[\"").decimal(levels.price(i), levels.pricePlaces(i) << 8);
            out.ascii("\",\"").decimal(levels.size(i), levels.sizePlaces(i) << 8);
            out.ascii(deprecated ? "\",\"0\",\"" : "\",\"").ascii(levels.size(i) == 0 ? "0\"]" : "1\"]");
        }
        out.put(']');
    }
}
