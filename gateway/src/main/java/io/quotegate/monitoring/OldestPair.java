package io.quotegate.monitoring;

import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.ring.TopOfBook;
import io.quotegate.service.quotes.QuoteService;
import java.util.concurrent.TimeUnit;

/** The pair that has not changed for longest, of those that were quoted. Any thread. */
final class OldestPair {
    private static final double US_PER_SECOND = TimeUnit.SECONDS.toMicros(1);

    private OldestPair() {}

    /** How long it has not; NaN while none is quoted. */
    static double ageSeconds(Instruments instruments, TopOfBook topOfBook, long nowUs) {
        QuoteFlyweight quote = QuoteService.scratch();
        double oldest = Double.NaN;
        for (Instrument pair : instruments.all()) {
            if (topOfBook.read(pair.id(), quote)) {
                long ageUs = nowUs - TimeUnit.NANOSECONDS.toMicros(quote.receiveTimeNs());
                double age = Math.max(0, ageUs) / US_PER_SECOND;
                oldest = Double.isNaN(oldest) ? age : Math.max(oldest, age);
            }
        }
        return oldest;
    }
}
