package io.quotegate.codec.binance;

import io.quotegate.codec.venue.DayTicker;
import io.quotegate.market.Decimal;
import io.quotegate.market.TopUpdate;
import io.quotegate.market.TradeUpdate;
import io.quotegate.text.ByteWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Writes Binance's spot WebSocket messages: requests as a client sends them, stream events and replies as Binance does.
 * Each call appends one whole message, events raw (without {@code stream}). Stateless: any thread, each with its own
 * writer. Times are in milliseconds, or in microseconds for a connection that asked for them.
 *
 * @see <a href="https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams">WebSocket Streams for
 *     Binance</a>
 */
public final class BinanceEncoder {
    private BinanceEncoder() {}

    /** A request: {@code method} is {@code SUBSCRIBE} or {@code UNSUBSCRIBE}. */
    public static void request(ByteWriter out, String method, List<String> streams, long id) {
        out.ascii("{\"method\":\"").ascii(method).ascii("\",\"params\":");
        strings(out, streams);
        out.ascii(",\"id\":").number(id).put('}');
    }

    /** Replies that a request was carried out; {@code id} and {@code result} are JSON texts. */
    public static void result(ByteWriter out, String result, String id) {
        out.ascii("{\"result\":").ascii(result).ascii(",\"id\":").ascii(id).put('}');
    }

    /** Replies that a request was refused, in the form seen on the wire; {@code id} is a JSON text. */
    public static void error(ByteWriter out, int code, String message, String id) {
        out.ascii("{\"error\":{\"code\":").number(code).ascii(",\"msg\":").jsonString(message);
        out.ascii("},\"id\":").ascii(id).put('}');
    }

    /** Announces that the server goes down. */
    public static void serverShutdown(ByteWriter out, long timeNs, TimeUnit unit) {
        out.ascii("{\"e\":\"serverShutdown\",\"E\":");
        time(out, timeNs, unit).put('}');
    }

    /** Begins a combined event; the raw event and a closing brace follow. */
    public static void beginCombined(ByteWriter out, String stream) {
        out.ascii("{\"stream\":").jsonString(stream).ascii(",\"data\":");
    }

    /** A {@code bookTicker} event; an empty side is written as zeros. */
    public static void bookTicker(ByteWriter out, String symbol, TopUpdate top) {
        out.ascii("{\"u\":").number(top.venueSeq).ascii(",\"s\":").jsonString(symbol);
        bookMembers(out, top);
        out.put('}');
    }

    private static void bookMembers(ByteWriter out, TopUpdate top) {
        member(out, 'b', top.bid);
        member(out, 'B', top.bidSize);
        member(out, 'a', top.ask);
        member(out, 'A', top.askSize);
    }

    /** A {@code trade} event. */
    public static void trade(ByteWriter out, String symbol, TradeUpdate trade, long eventTimeNs, TimeUnit unit) {
        event(out, "trade", eventTimeNs, unit, symbol).ascii(",\"t\":").number(trade.tradeId);
        member(out, 'p', trade.price);
        member(out, 'q', trade.size);
        time(out.ascii(",\"T\":"), trade.exchangeTimeNs, unit);
        out.ascii(trade.takerBuys ? ",\"m\":false" : ",\"m\":true").ascii(",\"M\":true}");
    }

    /** A {@code miniTicker} event. */
    public static void miniTicker(ByteWriter out, String symbol, DayTicker day, TimeUnit unit) {
        event(out, "24hrMiniTicker", day.timeNs, unit, symbol);
        member(out, 'c', day.last);
        member(out, 'o', day.open);
        member(out, 'h', day.high);
        member(out, 'l', day.low);
        member(out, 'v', day.volume);
        member(out, 'q', day.quoteVolume);
        out.put('}');
    }

    /** A {@code ticker} event. */
    public static void ticker(ByteWriter out, String symbol, DayTicker day, TimeUnit unit) {
        event(out, "24hrTicker", day.timeNs, unit, symbol);
        member(out, 'p', day.change);
        member(out, 'P', day.changePercent);
        member(out, 'w', day.average);
        member(out, 'x', day.open);
        member(out, 'c', day.last);
        member(out, 'Q', day.lastSize);
        bookMembers(out, day.top);
        member(out, 'o', day.open);
        member(out, 'h', day.high);
        member(out, 'l', day.low);
        member(out, 'v', day.volume);
        member(out, 'q', day.quoteVolume);
        time(out.ascii(",\"O\":"), day.openTimeNs, unit);
        time(out.ascii(",\"C\":"), day.timeNs, unit);
        out.ascii(",\"F\":").number(day.firstTradeId).ascii(",\"L\":").number(day.lastTradeId);
        out.ascii(",\"n\":").number(day.trades).put('}');
    }

    static ByteWriter event(ByteWriter out, String type, long timeNs, TimeUnit unit, String symbol) {
        time(out.ascii("{\"e\":\"").ascii(type).ascii("\",\"E\":"), timeNs, unit);
        return out.ascii(",\"s\":").jsonString(symbol);
    }

    static ByteWriter time(ByteWriter out, long timeNs, TimeUnit unit) {
        return out.number(unit.convert(timeNs, TimeUnit.NANOSECONDS));
    }

    private static void member(ByteWriter out, char name, Decimal value) {
        value(out.ascii(",\"").put(name).ascii("\":"), value);
    }

    /** A value in quotes; one that is not known is zero. */
    static ByteWriter value(ByteWriter out, Decimal value) {
        out.put('"');
        if (value.isAbsent()) {
            out.ascii("0.00000000");
        } else {
            out.decimal(value);
        }
        return out.put('"');
    }

    /** Appends a JSON array of strings. */
    public static void strings(ByteWriter out, List<String> values) {
        out.put('[');
        for (int i = 0; i < values.size(); i++) {
            out.ascii(i == 0 ? "" : ",").jsonString(values.get(i));
        }
        out.put(']');
    }
}
