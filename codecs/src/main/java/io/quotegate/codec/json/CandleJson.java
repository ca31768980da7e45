package io.quotegate.codec.json;

import io.quotegate.market.Candle;
import io.quotegate.text.ByteWriter;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes candles as JSON, the same for operations, pushes and HTTP. Any thread, each with its own writer. */
public final class CandleJson {
    private CandleJson() {}

    /** Appends an array of candles. */
    public static void array(ByteWriter out, List<Candle> candles) {
        out.put('[');
        for (int i = 0; i < candles.size(); i++) {
            fields(out.ascii(i == 0 ? "{" : ",{"), candles.get(i));
            out.put('}');
        }
        out.put(']');
    }

    /** Appends {@code "openTime":...} to {@code "venue":...}, and {@code "repaired":true} where it is, without braces. */
    static void fields(ByteWriter out, Candle candle) {
        out.ascii("\"openTime\":").number(candle.openTimeUs());
        value(out, ",\"open\":", candle.open());
        value(out, ",\"high\":", candle.high());
        value(out, ",\"low\":", candle.low());
        value(out, ",\"close\":", candle.close());
        value(out, ",\"volume\":", candle.volume());
        value(out, ",\"quoteVolume\":", candle.quoteVolume());
        out.ascii(",\"trades\":");
        if (candle.trades() == Candle.UNKNOWN) {
            out.ascii("null");
        } else {
            out.number(candle.trades());
        }
        value(out, ",\"takerBuyVolume\":", candle.takerBuyVolume());
        out.ascii(candle.complete() ? ",\"complete\":true" : ",\"complete\":false");
        out.ascii(",\"venue\":\"").ascii(candle.venue().wireName()).put('"');
        if (candle.repaired()) {
            out.ascii(",\"repaired\":true");
        }
    }

    private static void value(ByteWriter out, String name, @Nullable BigDecimal value) {
        out.ascii(name);
        if (value == null) {
            out.ascii("null");
        } else {
            out.put('"').ascii(value.toPlainString()).put('"');
        }
    }
}
