package io.quotegate.codec.okx;

import io.quotegate.codec.venue.TradingRules;
import io.quotegate.codec.venue.VenueCandle;
import io.quotegate.codec.venue.VenueTime;
import io.quotegate.market.Decimal;
import io.quotegate.market.Instrument;
import io.quotegate.market.TopUpdate;
import io.quotegate.market.TradeUpdate;
import io.quotegate.text.ByteWriter;
import java.util.List;

/**
 * Writes the answers of OKX's public REST interface: an envelope and the rows in it. Stateless: any thread, each with
 * its own writer.
 *
 * @see <a href="https://www.okx.com/docs-v5/en/#public-data-rest-api">OKX API v5, Public Data and Market Data, REST</a>
 */
public final class OkxRestEncoder {
    private static final String LARGEST_SIZE = "9999999999";
    private static final List<String> OF_DERIVATIVES = List.of(
            "alias",
            "auctionEndTime",
            "ctMult",
            "ctType",
            "ctVal",
            "ctValCcy",
            "expTime",
            "instFamily",
            "optType",
            "settleCcy",
            "stk",
            "uly");

    private OkxRestEncoder() {}

    /** Begins an answer; rows separated by commas and {@link #end} follow. */
    public static ByteWriter begin(ByteWriter out) {
        return out.ascii("{\"code\":\"0\",\"msg\":\"\",\"data\":[");
    }

    public static void end(ByteWriter out) {
        out.ascii("]}");
    }

    /** A whole answer that says what is wrong. */
    public static void error(ByteWriter out, String code, String message) {
        out.ascii("{\"code\":\"").ascii(code).ascii("\",\"msg\":").jsonString(message);
        out.ascii(",\"data\":[]}");
    }

    /** The row of {@code /public/time}. */
    public static void time(ByteWriter out, long timeNs) {
        out.ascii("{\"ts\":\"").number(VenueTime.toMs(timeNs)).ascii("\"}");
    }

    /** A row of {@code /public/instruments}. */
    public static void instrument(ByteWriter out, TradingRules rules, long listTimeNs) {
        Instrument instrument = rules.instrument();
        out.ascii("{\"instType\":\"SPOT\",\"instId\":").jsonString(instrument.symbol());
        text(out, "baseCcy", instrument.base());
        text(out, "quoteCcy", instrument.quote());
        step(out, "tickSz", rules.priceScale());
        step(out, "lotSz", rules.sizeScale());
        step(out, "minSz", rules.sizeScale());
        text(out, "state", "live");
        text(out, "ruleType", "normal");
        text(out, "listTime", String.valueOf(VenueTime.toMs(listTimeNs)));
        text(out, "lever", "10");
        text(out, "category", "1");
        for (String size : new String[] {"maxLmtSz", "maxIcebergSz", "maxTriggerSz", "maxTwapSz"}) {
            text(out, size, LARGEST_SIZE);
        }
        text(out, "maxLmtAmt", "20000000");
        text(out, "maxMktAmt", "1000000");
        text(out, "maxMktSz", "1000000");
        text(out, "maxStopSz", "1000000");
        for (String name : OF_DERIVATIVES) {
            text(out, name, "");
        }
        out.ascii(",\"instIdCode\":").number(instrument.id() + 1).put('}');
    }

    private static void step(ByteWriter out, String name, int scale) {
        text(out, name, new Decimal().setUnscaled(1, scale).toString());
    }

    private static void text(ByteWriter out, String name, String value) {
        out.put(',').jsonString(name).put(':').jsonString(value);
    }

    /** A row of {@code /market/trades}. */
    public static void trade(ByteWriter out, String instId, TradeUpdate trade) {
        out.ascii("{\"instId\":").jsonString(instId);
        out.ascii(trade.takerBuys ? ",\"side\":\"buy\"" : ",\"side\":\"sell\"");
        out.ascii(",\"sz\":\"").decimal(trade.size).ascii("\",\"source\":\"0\",\"px\":\"");
        out.decimal(trade.price).ascii("\",\"tradeId\":\"").number(trade.tradeId);
        out.ascii("\",\"ts\":\"").number(VenueTime.toMs(trade.exchangeTimeNs)).ascii("\"}");
    }

    /** A row of {@code /market/candles} or {@code /market/history-candles}. */
    public static void candle(ByteWriter out, VenueCandle candle) {
        OkxEncoder.candleRow(out, candle);
    }

    /** The row of {@code /market/books} with one level. */
    public static void book(ByteWriter out, TopUpdate top) {
        out.ascii("{\"asks\":");
        OkxEncoder.level(out, top.ask, top.askSize);
        out.ascii(",\"bids\":");
        OkxEncoder.level(out, top.bid, top.bidSize);
        out.ascii(",\"ts\":\"").number(VenueTime.toMs(top.exchangeTimeNs));
        out.ascii("\",\"seqId\":").number(top.venueSeq).put('}');
    }
}
