package io.quotegate.service.conversion;

import io.quotegate.ring.QuoteSource;
import java.util.BitSet;

/**
 * A request to convert, looked into once and carried out as often as wanted. What was wrong with the request itself is
 * refused each time. Confined to one thread.
 */
public sealed interface ConversionPlan permits PathPlan, RefusingPlan {
    /** The ids of the pairs on the way whose quotes change the result; none where only reference rates do. */
    BitSet instruments();

    /** Converts by the newest of {@code quotes}. */
    ConversionOutcome convert(QuoteSource quotes);
}
