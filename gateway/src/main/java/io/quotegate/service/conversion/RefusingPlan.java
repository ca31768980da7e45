package io.quotegate.service.conversion;

import io.quotegate.ring.QuoteSource;
import java.util.BitSet;

/** The plan for a request that cannot be carried out, whatever the market does. */
record RefusingPlan(ConversionOutcome.Refused refusal) implements ConversionPlan {
    @Override
    public BitSet instruments() {
        return new BitSet();
    }

    @Override
    public ConversionOutcome convert(QuoteSource quotes) {
        return refusal;
    }
}
