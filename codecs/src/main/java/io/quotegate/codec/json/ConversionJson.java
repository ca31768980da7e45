package io.quotegate.codec.json;

import io.quotegate.api.ConversionResult;
import io.quotegate.text.ByteWriter;
import java.util.List;

/** Writes conversions as JSON, the same for operations and HTTP. Any thread, each with its own writer. */
public final class ConversionJson {
    private ConversionJson() {}

    /** Appends the conversion as an object of its own. */
    public static void object(ByteWriter out, ConversionResult conversion) {
        out.ascii("{\"from\":").jsonString(conversion.from());
        out.ascii(",\"to\":").jsonString(conversion.to());
        out.ascii(",\"amount\":").jsonString(conversion.amount());
        out.ascii(",\"result\":").jsonString(conversion.result());
        out.ascii(",\"path\":[");
        List<ConversionResult.Rate> rates = conversion.rates();
        for (int i = 0; i < rates.size(); i++) {
            out.ascii(i == 0 ? "" : ",").jsonString(rates.get(i).pair());
        }
        out.ascii("],\"rates\":[");
        for (int i = 0; i < rates.size(); i++) {
            out.ascii(i == 0 ? "" : ",");
            rate(out, rates.get(i));
        }
        out.ascii("]}");
    }

    private static void rate(ByteWriter out, ConversionResult.Rate rate) {
        out.ascii("{\"pair\":").jsonString(rate.pair());
        out.ascii(",\"rate\":").jsonString(rate.rate());
        out.ascii(",\"ageMs\":").number(rate.ageMs());
        out.ascii(",\"source\":").jsonString(rate.source()).put('}');
    }
}
