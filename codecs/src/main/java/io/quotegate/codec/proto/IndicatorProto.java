package io.quotegate.codec.proto;

import io.quotegate.api.Indicator;
import io.quotegate.api.Indicators;
import io.quotegate.codec.proto.v1.IndicatorFigures;
import io.quotegate.codec.proto.v1.IndicatorSamples;
import io.quotegate.codec.proto.v1.IndicatorValue;
import java.util.Objects;

/** Turns indicators into Protobuf messages, the same for frames and gRPC. Any thread. */
public final class IndicatorProto {
    private IndicatorProto() {}

    /** The message that tells all of {@code indicators}. */
    public static io.quotegate.codec.proto.v1.Indicators message(Indicators indicators) {
        io.quotegate.codec.proto.v1.Indicators.Builder message = io.quotegate.codec.proto.v1.Indicators.newBuilder()
                .setPair(indicators.pair())
                .setWindow(indicators.window())
                .setVenue(Objects.requireNonNullElse(indicators.venue(), ""))
                .setFrom(indicators.fromUs())
                .setTo(indicators.toUs())
                .setSamples(samples(indicators))
                .setValues(figures(indicators));
        if (indicators.ageMs() >= 0) {
            message.setAgeMs(indicators.ageMs());
        }
        for (Indicator indicator : Indicator.values()) {
            String reason = indicators.reading(indicator).reason();
            if (reason != null) {
                message.putReasons(indicator.wireName(), reason);
            }
        }
        return message.build();
    }

    private static IndicatorFigures figures(Indicators indicators) {
        IndicatorFigures.Builder figures = IndicatorFigures.newBuilder();
        for (Indicator indicator : Indicator.values()) {
            String value = indicators.reading(indicator).value();
            if (value != null) {
                figures.setField(IndicatorFigures.getDescriptor().findFieldByNumber(indicator.ordinal() + 1), value);
            }
        }
        return figures.build();
    }

    private static IndicatorSamples.Builder samples(Indicators indicators) {
        return IndicatorSamples.newBuilder().setTrades(indicators.trades()).setMinutes(indicators.minutes());
    }

    /** The message that tells one figure, which is {@code value}. */
    public static IndicatorValue message(Indicators indicators, String value) {
        return IndicatorValue.newBuilder()
                .setPair(indicators.pair())
                .setWindow(indicators.window())
                .setValue(value)
                .setSamples(samples(indicators))
                .setFrom(indicators.fromUs())
                .setTo(indicators.toUs())
                .setVenue(Objects.requireNonNullElse(indicators.venue(), ""))
                .setAgeMs(indicators.ageMs())
                .build();
    }
}
