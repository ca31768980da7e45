package io.quotegate.service.indicators;

import io.quotegate.api.ErrorCode;
import io.quotegate.api.Indicators;

/** What became of a request for indicators. Immutable: any thread. */
public sealed interface IndicatorOutcome {
    /** The figures, as far as they can be computed. */
    record Answered(Indicators indicators) implements IndicatorOutcome {}

    /**
     * The request cannot be answered.
     *
     * @param message why, fit to be shown to the client
     */
    record Refused(ErrorCode code, String message) implements IndicatorOutcome {}
}
