package io.quotegate.codec.json;

import io.quotegate.api.Indicator;
import io.quotegate.api.Indicators;
import io.quotegate.text.ByteWriter;
import org.jspecify.annotations.Nullable;

/** Writes indicators as JSON, the same for operations and HTTP. Any thread, each with its own writer. */
public final class IndicatorJson {
    private IndicatorJson() {}

    /** Appends the indicators as an object of its own. */
    public static void object(ByteWriter out, Indicators indicators) {
        out.ascii("{\"pair\":").jsonString(indicators.pair());
        out.ascii(",\"window\":").jsonString(indicators.window());
        nullable(out.ascii(",\"venue\":"), indicators.venue());
        out.ascii(",\"from\":").number(indicators.fromUs());
        out.ascii(",\"to\":").number(indicators.toUs()).ascii(",\"ageMs\":");
        if (indicators.ageMs() < 0) {
            out.ascii("null");
        } else {
            out.number(indicators.ageMs());
        }
        out.ascii(",\"samples\":{\"trades\":").number(indicators.trades());
        out.ascii(",\"minutes\":").number(indicators.minutes()).ascii("},\"values\":{");
        for (Indicator indicator : Indicator.values()) {
            name(out, indicator, indicator.ordinal() == 0);
            nullable(out, indicators.reading(indicator).value());
        }
        out.ascii("},\"reasons\":{");
        boolean first = true;
        for (Indicator indicator : Indicator.values()) {
            String reason = indicators.reading(indicator).reason();
            if (reason != null) {
                name(out, indicator, first);
                out.jsonString(reason);
                first = false;
            }
        }
        out.ascii("}}");
    }

    private static void name(ByteWriter out, Indicator indicator, boolean first) {
        out.ascii(first ? "\"" : ",\"").ascii(indicator.wireName()).ascii("\":");
    }

    private static void nullable(ByteWriter out, @Nullable String text) {
        if (text == null) {
            out.ascii("null");
        } else {
            out.jsonString(text);
        }
    }
}
