package io.quotegate.bench.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.quotegate.market.Decimal;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.Venue;
import io.quotegate.ring.TopOfBook;
import org.agrona.concurrent.UnsafeBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJ_Result;

/** A reader of the table sees a whole quote or none: first field and last are always of the same one. */
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "no quote yet")
@Outcome(id = "1, 1", expect = ACCEPTABLE, desc = "the first quote")
@Outcome(id = "2, 2", expect = ACCEPTABLE, desc = "the second quote")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "half of one quote and half of another")
@State
public class TopOfBookStress {
    private final TopOfBook table = new TopOfBook(1);
    private final QuoteFlyweight written = quote();
    private final QuoteFlyweight read = quote();
    private final Decimal value = new Decimal();

    private static QuoteFlyweight quote() {
        return new QuoteFlyweight().wrap(new UnsafeBuffer(new byte[QuoteLayout.LENGTH]), 0);
    }

    @Actor
    public void writer() {
        written.instrumentId(0).venue(Venue.OKX);
        for (int i = 1; i <= 2; i++) {
            written.seq(i).value(QuoteLayout.LAST_SIZE, value.set(i, 0));
            table.put(written);
        }
    }

    @Actor
    public void reader(JJ_Result r) {
        if (table.read(0, read)) {
            r.r1 = read.seq();
            r.r2 = read.mantissa(QuoteLayout.LAST_SIZE);
        }
    }
}
