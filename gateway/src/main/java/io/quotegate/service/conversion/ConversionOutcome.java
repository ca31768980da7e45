package io.quotegate.service.conversion;

import io.quotegate.codec.Conversion;
import io.quotegate.codec.ErrorCode;
import java.math.BigDecimal;

/** What became of a request to convert. Immutable: any thread. */
public sealed interface ConversionOutcome {
    /**
     * It was converted.
     *
     * @param exact the result before it was rounded to the digits of {@link Conversion#result()}
     */
    record Converted(Conversion conversion, BigDecimal exact) implements ConversionOutcome {}

    /**
     * It was not.
     *
     * @param message why, fit to be shown to the client
     */
    record Refused(ErrorCode code, String message) implements ConversionOutcome, PairPrice {}
}
