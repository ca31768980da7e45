package io.quotegate.bench.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

import io.quotegate.market.Decimal;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.StatusFlyweight;
import io.quotegate.market.Venue;
import io.quotegate.ring.QuotePublisher;
import io.quotegate.ring.QuoteReceiver;
import io.quotegate.ring.QuoteRing;
import io.quotegate.ring.RingConsumer;
import io.quotegate.ring.TopOfBook;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/**
 * A ring of eight and a writer that goes round it more than once: whatever the reader is handed is whole and in order,
 * and what it was not handed was reported as a lap.
 */
@JCStressTest
@Outcome(id = "0, 0", expect = ACCEPTABLE, desc = "everything read was whole, in order, nothing missed silently")
@Outcome(id = ".*", expect = FORBIDDEN, desc = "torn or out of order (first), or missed without a lap (second)")
@State
public class QuoteRingStress {
    private static final int QUOTES = 20;

    private final QuoteRing ring = QuoteRing.ofCapacity(8);
    private final QuotePublisher publisher = new QuotePublisher(ring, new TopOfBook(1));
    private final QuoteReceiver receiver = ring.receiver();

    @Actor
    public void writer() {
        Decimal value = new Decimal();
        publisher.quote().instrumentId(0).venue(Venue.OKX);
        for (int i = 1; i <= QUOTES; i++) {
            publisher.quote().seq(i).value(QuoteLayout.LAST_SIZE, value.set(i, 0));
            publisher.publishQuote();
        }
    }

    @Actor
    public void reader(II_Result r) {
        Reader reader = new Reader();
        for (int i = 0; i < QUOTES; i++) {
            receiver.poll(reader, 4);
        }
        r.r1 = reader.damaged;
        r.r2 = reader.missedSilently;
    }

    private static final class Reader implements RingConsumer {
        private long last;
        private boolean lapped;
        private int damaged;
        private int missedSilently;

        @Override
        public void onQuote(QuoteFlyweight quote) {
            if (quote.seq() <= last || quote.mantissa(QuoteLayout.LAST_SIZE) != quote.seq()) {
                damaged++;
            }
            if (quote.seq() != last + 1 && !lapped) {
                missedSilently++;
            }
            last = quote.seq();
            lapped = false;
        }

        @Override
        public void onStatus(StatusFlyweight status) {
            damaged++;
        }

        @Override
        public void onLapped() {
            lapped = true;
        }
    }
}
