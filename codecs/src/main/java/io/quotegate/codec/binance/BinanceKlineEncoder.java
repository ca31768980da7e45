package io.quotegate.codec.binance;

import io.quotegate.codec.venue.VenueCandle;
import io.quotegate.text.ByteWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.concurrent.TimeUnit;

/**
 * Writes candles as Binance does, in events and in answers. Stateless: any thread, each with its own writer.
 *
 * @see <a href="https://developers.binance.com/docs/binance-spot-api-docs/web-socket-streams#klinecandlestick-streams-for-utc">
 *     WebSocket Streams for Binance, Kline</a>
 */
public final class BinanceKlineEncoder {
    private static final int PLACES = 8;

    private BinanceKlineEncoder() {}

    /** A {@code kline} event of one minute. */
    public static void event(ByteWriter out, String symbol, VenueCandle candle, long eventTimeNs, TimeUnit unit) {
        BinanceEncoder.event(out, "kline", eventTimeNs, unit, symbol);
        BinanceEncoder.time(out.ascii(",\"k\":{\"t\":"), candle.openTimeNs(), unit);
        closeTime(out.ascii(",\"T\":"), candle, unit);
        out.ascii(",\"s\":").jsonString(symbol).ascii(",\"i\":\"1m\",\"f\":").number(candle.firstTradeId());
        out.ascii(",\"L\":").number(candle.lastTradeId());
        value(out.ascii(",\"o\":"), candle.open());
        value(out.ascii(",\"c\":"), candle.close());
        value(out.ascii(",\"h\":"), candle.high());
        value(out.ascii(",\"l\":"), candle.low());
        value(out.ascii(",\"v\":"), candle.volume());
        out.ascii(",\"n\":").number(candle.trades());
        out.ascii(candle.closed() ? ",\"x\":true" : ",\"x\":false");
        value(out.ascii(",\"q\":"), candle.quoteVolume());
        value(out.ascii(",\"V\":"), candle.takerBuyVolume());
        value(out.ascii(",\"Q\":"), candle.takerBuyQuoteVolume());
        out.ascii(",\"B\":\"0\"}}");
    }

    /** A row of {@code /klines}. */
    public static void row(ByteWriter out, VenueCandle candle, TimeUnit unit) {
        BinanceEncoder.time(out.put('['), candle.openTimeNs(), unit);
        value(out.put(','), candle.open());
        value(out.put(','), candle.high());
        value(out.put(','), candle.low());
        value(out.put(','), candle.close());
        value(out.put(','), candle.volume());
        closeTime(out.put(','), candle, unit);
        value(out.put(','), candle.quoteVolume());
        out.put(',').number(candle.trades());
        value(out.put(','), candle.takerBuyVolume());
        value(out.put(','), candle.takerBuyQuoteVolume());
        out.ascii(",\"0\"]");
    }

    /** The last millisecond, or microsecond, of it. */
    private static void closeTime(ByteWriter out, VenueCandle candle, TimeUnit unit) {
        out.number(unit.convert(candle.endNs(), TimeUnit.NANOSECONDS) - 1);
    }

    private static void value(ByteWriter out, BigDecimal value) {
        out.put('"')
                .ascii(value.setScale(PLACES, RoundingMode.HALF_UP).toPlainString())
                .put('"');
    }
}
