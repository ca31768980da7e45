package io.quotegate.api;

import java.util.List;

/**
 * An amount of one currency in another. Immutable: any thread.
 *
 * @param amount as it was asked for
 * @param result in plain decimal digits
 * @param rates  of the pairs on the way, in order; none from a currency to itself
 */
public record ConversionResult(String from, String to, String amount, String result, List<Rate> rates) {
    /** The {@link Rate#source()} of what no venue quotes. */
    public static final String REFERENCE = "reference";

    public ConversionResult {
        rates = List.copyOf(rates);
    }

    /**
     * What one pair contributed.
     *
     * @param pair   {@code BASE-QUOTE}
     * @param rate   what one of its base costs in its quote, whichever way the amount went
     * @param ageMs  since the rate was received, in milliseconds
     * @param source the venue's wire name, or {@link #REFERENCE}
     */
    public record Rate(String pair, String rate, long ageMs, String source) {}
}
