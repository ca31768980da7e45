package io.quotegate.codec.proto;

import io.quotegate.api.ConversionRequest;
import io.quotegate.api.ConversionResult;
import io.quotegate.api.Refusal;
import io.quotegate.codec.proto.v1.ConversionError;
import io.quotegate.codec.proto.v1.ConversionRate;
import io.quotegate.codec.proto.v1.ConvertRequest;

/** Turns conversions into Protobuf messages and back, the same for frames and gRPC. Any thread. */
public final class ConversionProto {
    private ConversionProto() {}

    /** What {@code message} asks for. */
    public static ConversionRequest request(ConvertRequest message) {
        return new ConversionRequest(message.getFrom(), message.getTo(), message.getAmount(), message.getAllowStale());
    }

    /** The message that tells {@code conversion}. */
    public static io.quotegate.codec.proto.v1.Conversion message(ConversionResult conversion) {
        io.quotegate.codec.proto.v1.Conversion.Builder message = io.quotegate.codec.proto.v1.Conversion.newBuilder()
                .setFrom(conversion.from())
                .setTo(conversion.to())
                .setAmount(conversion.amount())
                .setResult(conversion.result());
        for (ConversionResult.Rate rate : conversion.rates()) {
            message.addPath(rate.pair());
            message.addRates(ConversionRate.newBuilder()
                    .setPair(rate.pair())
                    .setRate(rate.rate())
                    .setAgeMs(rate.ageMs())
                    .setSource(rate.source()));
        }
        return message.build();
    }

    /** The message that stands in the place of the conversion that {@code asked} did not get. */
    public static io.quotegate.codec.proto.v1.Conversion refused(ConvertRequest asked, Refusal refusal) {
        return io.quotegate.codec.proto.v1.Conversion.newBuilder()
                .setFrom(asked.getFrom())
                .setTo(asked.getTo())
                .setAmount(asked.getAmount())
                .setError(ConversionError.newBuilder()
                        .setCode(refusal.code().wireName())
                        .setMessage(refusal.message()))
                .build();
    }
}
