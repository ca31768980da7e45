package io.quotegate.service.conversion;

import io.quotegate.api.ConversionResult;
import io.quotegate.api.ErrorCode;
import java.math.BigDecimal;

/** What became of a request to convert. Immutable: any thread. */
public sealed interface ConversionOutcome {
    /**
     * It was converted.
     *
     * @param above what the amount and prices multiply to
     * @param below what that is divided by
     */
    record Converted(ConversionResult conversion, BigDecimal above, BigDecimal below) implements ConversionOutcome {
        /** The result, before it is rounded to the digits of {@link ConversionResult#result()}. */
        BigDecimal precise() {
            return above.divide(below, Digits.PRECISE);
        }
    }

    /**
     * It was not.
     *
     * @param message why, fit to be shown to the client
     */
    record Refused(ErrorCode code, String message) implements ConversionOutcome, PairPrice {}
}
