package io.quotegate.codec.okx;

import io.quotegate.codec.venue.DayTicker;
import io.quotegate.codec.venue.VenueCandle;
import io.quotegate.codec.venue.VenueTime;
import io.quotegate.market.Decimal;
import io.quotegate.market.TopUpdate;
import io.quotegate.market.TradeUpdate;
import io.quotegate.text.ByteWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes OKX's public WebSocket messages: requests as a client sends them, pushes and events as OKX does. Each call
 * appends one whole message. Stateless: any thread, each with its own writer.
 *
 * @see <a href="https://www.okx.com/docs-v5/en/#overview-websocket-subscribe">OKX API v5, Overview, WebSocket</a>
 */
public final class OkxEncoder {
    /** Keep-alive of a client; a bare text, not JSON. */
    public static final String PING = "ping";
    /** Answer to {@link #PING}. */
    public static final String PONG = "pong";

    /** The channel of one-minute candles, of the business endpoint. */
    public static final String CANDLE = "candle1m";

    private OkxEncoder() {}

    /** A channel of an instrument. */
    public record Arg(OkxChannel channel, String instId) {}

    /** A request: {@code op} is {@code subscribe} or {@code unsubscribe}. */
    public static void request(ByteWriter out, String id, String op, List<Arg> args) {
        requestOf(
                out,
                id,
                op,
                args.stream()
                        .map(arg -> OkxRequest.Arg.of(arg.channel().wireName(), arg.instId())
                                .key())
                        .toList());
    }

    /** Acknowledges one argument of a request; {@code event} is its {@code op}. */
    public static void acknowledgement(
            ByteWriter out, @Nullable String id, String event, OkxRequest.Arg arg, String connId) {
        event(out, id, event).ascii(",\"arg\":");
        arg(out, arg.members());
        connId(out, connId);
    }

    /** Refuses a request. */
    public static void error(ByteWriter out, @Nullable String id, String code, String message, String connId) {
        event(out, id, "error").ascii(",\"code\":\"").ascii(code).ascii("\",\"msg\":");
        out.jsonString(message);
        connId(out, connId);
    }

    /** Announces that the connection will be cut. */
    public static void serviceUpgradeNotice(ByteWriter out, String connId) {
        event(out, null, "notice").ascii(",\"code\":\"64008\",\"msg\":");
        out.jsonString("The connection will soon be closed for a service upgrade. Please reconnect.");
        connId(out, connId);
    }

    private static ByteWriter event(ByteWriter out, @Nullable String id, String event) {
        out.put('{');
        if (id != null) {
            out.ascii("\"id\":").jsonString(id).put(',');
        }
        return out.ascii("\"event\":\"").ascii(event).put('"');
    }

    private static void connId(ByteWriter out, String connId) {
        out.ascii(",\"connId\":\"").ascii(connId).ascii("\"}");
    }

    /** The members of an argument in their order. */
    static void arg(ByteWriter out, Map<String, String> members) {
        out.put('{');
        boolean first = true;
        for (Map.Entry<String, String> member : members.entrySet()) {
            out.ascii(first ? "" : ",").jsonString(member.getKey()).put(':').jsonString(member.getValue());
            first = false;
        }
        out.put('}');
    }

    /** A request whose arguments are texts, as {@link OkxRequest.Arg#key()} tells them. */
    public static void requestOf(ByteWriter out, String id, String op, List<String> args) {
        out.ascii("{\"id\":\"").ascii(id).ascii("\",\"op\":\"").ascii(op).ascii("\",\"args\":[");
        for (int i = 0; i < args.size(); i++) {
            out.ascii(i == 0 ? "" : ",").utf8(args.get(i));
        }
        out.ascii("]}");
    }

    private static void arg(ByteWriter out, String channel, String instId) {
        out.ascii("{\"channel\":")
                .jsonString(channel)
                .ascii(",\"instId\":")
                .jsonString(instId)
                .put('}');
    }

    /** A {@code bbo-tbt} push. */
    public static void bestBidAsk(ByteWriter out, String instId, TopUpdate top) {
        push(out, OkxChannel.BBO_TBT, instId).ascii("{\"asks\":");
        level(out, top.ask, top.askSize);
        out.ascii(",\"bids\":");
        level(out, top.bid, top.bidSize);
        out.ascii(",\"ts\":\"").number(VenueTime.toMs(top.exchangeTimeNs));
        out.ascii("\",\"seqId\":").number(top.venueSeq).ascii("}]}");
    }

    static void level(ByteWriter out, Decimal price, Decimal size) {
        out.put('[');
        if (!price.isAbsent()) {
            out.ascii("[\"").decimal(price).ascii("\",\"").decimal(size).ascii("\",\"0\",\"1\"]");
        }
        out.put(']');
    }

    /** A {@code tickers} push. */
    public static void ticker(ByteWriter out, String instId, DayTicker day) {
        push(out, OkxChannel.TICKERS, instId);
        tickerObject(out, instId, day);
        out.ascii("]}");
    }

    /** The ticker alone, as REST sends it too. */
    public static void tickerObject(ByteWriter out, String instId, DayTicker day) {
        out.ascii("{\"instType\":\"SPOT\",\"instId\":").jsonString(instId);
        member(out, "last", day.last);
        member(out, "lastSz", day.lastSize);
        member(out, "askPx", day.top.ask);
        member(out, "askSz", day.top.askSize);
        member(out, "bidPx", day.top.bid);
        member(out, "bidSz", day.top.bidSize);
        member(out, "open24h", day.open);
        member(out, "high24h", day.high);
        member(out, "low24h", day.low);
        member(out, "sodUtc0", day.open);
        member(out, "sodUtc8", day.open);
        member(out, "volCcy24h", day.quoteVolume);
        member(out, "vol24h", day.volume);
        out.ascii(",\"ts\":\"").number(VenueTime.toMs(day.timeNs)).ascii("\"}");
    }

    /** A {@code trades} push; {@code seqId} is the book's number at the trade. */
    public static void trade(ByteWriter out, String instId, TradeUpdate trade, long seqId) {
        push(out, OkxChannel.TRADES, instId).ascii("{\"instId\":").jsonString(instId);
        out.ascii(",\"tradeId\":\"").number(trade.tradeId).put('"');
        member(out, "px", trade.price);
        member(out, "sz", trade.size);
        out.ascii(trade.takerBuys ? ",\"side\":\"buy\"" : ",\"side\":\"sell\"");
        out.ascii(",\"ts\":\"").number(VenueTime.toMs(trade.exchangeTimeNs));
        out.ascii("\",\"count\":\"").number(trade.count).ascii("\",\"source\":\"0\",\"seqId\":");
        out.number(seqId).ascii("}]}");
    }

    /** A {@code candle1m} push. */
    public static void candle(ByteWriter out, String instId, VenueCandle candle) {
        push(out, CANDLE, instId);
        candleRow(out, candle);
        out.ascii("]}");
    }

    /** A candle alone, as REST sends it too. */
    static void candleRow(ByteWriter out, VenueCandle candle) {
        out.ascii("[\"").number(VenueTime.toMs(candle.openTimeNs()));
        cell(out, candle.open());
        cell(out, candle.high());
        cell(out, candle.low());
        cell(out, candle.close());
        cell(out, candle.volume());
        cell(out, candle.quoteVolume());
        cell(out, candle.quoteVolume());
        out.ascii(candle.closed() ? "\",\"1\"]" : "\",\"0\"]");
    }

    private static void cell(ByteWriter out, BigDecimal value) {
        BigDecimal shortest = value.stripTrailingZeros();
        out.ascii("\",\"").ascii(shortest.toPlainString());
    }

    private static ByteWriter push(ByteWriter out, OkxChannel channel, String instId) {
        return push(out, channel.wireName(), instId);
    }

    private static ByteWriter push(ByteWriter out, String channel, String instId) {
        out.ascii("{\"arg\":");
        arg(out, channel, instId);
        return out.ascii(",\"data\":[");
    }

    private static void member(ByteWriter out, String name, Decimal value) {
        out.ascii(",\"").ascii(name).ascii("\":\"");
        if (!value.isAbsent()) {
            out.decimal(value);
        }
        out.put('"');
    }
}
