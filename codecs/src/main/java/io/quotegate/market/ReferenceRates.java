package io.quotegate.market;

import java.time.LocalDate;
import java.util.List;

/**
 * The reference rates of one day. Immutable: any thread.
 *
 * @param date   the day they are of
 * @param source who says so, in words
 */
public record ReferenceRates(LocalDate date, String source, List<ReferenceRate> rates) {
    public ReferenceRates {
        rates = List.copyOf(rates);
    }
}
