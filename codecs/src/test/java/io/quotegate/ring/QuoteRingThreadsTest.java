package io.quotegate.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.market.Decimal;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.StatusFlyweight;
import io.quotegate.market.Venue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One writer at full speed against readers on other threads: nothing torn, laps reported. */
@Timeout(120)
class QuoteRingThreadsTest {
    private static final int QUOTES = 2_000_000;

    @Test
    void readersSeeWholeQuotesOnlyAndTheirSequenceRises() throws InterruptedException {
        TopOfBook topOfBook = new TopOfBook(1);
        QuoteRing ring = QuoteRing.ofCapacity(64);
        QuotePublisher publisher = new QuotePublisher(ring, topOfBook);
        CheckingReader reader = new CheckingReader(ring.receiver());
        AtomicBoolean done = new AtomicBoolean();
        TableReader tableReader = new TableReader(topOfBook, done);
        Thread readerThread = new Thread(() -> reader.runUntil(QUOTES));
        Thread tableThread = new Thread(tableReader);
        readerThread.start();
        tableThread.start();
        Decimal value = new Decimal();
        publisher.quote().instrumentId(0).venue(Venue.OKX);
        for (long i = 1; i <= QUOTES; i++) {
            publisher.quote().seq(i).receiveTimeNs(i);
            for (int v = 0; v < QuoteLayout.VALUES; v++) {
                publisher.quote().value(v, value.set(i, 0));
            }
            publisher.publishQuote();
        }
        readerThread.join();
        done.set(true);
        tableThread.join();

        assertThat(reader.torn).isZero();
        assertThat(reader.backwards).isZero();
        assertThat(reader.last).isEqualTo(QUOTES);
        assertThat(reader.read + reader.skipped).isEqualTo(QUOTES);
        assertThat(reader.skipped == 0 || reader.laps > 0)
                .as("no silent loss: %d skipped, %d laps", reader.skipped, reader.laps)
                .isTrue();
        assertThat(tableReader.torn).isZero();
        assertThat(tableReader.backwards).isZero();
    }

    private static boolean isWhole(QuoteFlyweight quote) {
        boolean whole = quote.receiveTimeNs() == quote.seq();
        for (int v = 0; v < QuoteLayout.VALUES; v++) {
            whole &= quote.mantissa(v) == quote.seq();
        }
        return whole;
    }

    private static final class CheckingReader implements RingConsumer {
        private final QuoteReceiver receiver;
        private long last;
        private long read;
        private long skipped;
        private long torn;
        private long backwards;
        private long laps;

        CheckingReader(QuoteReceiver receiver) {
            this.receiver = receiver;
        }

        void runUntil(long seq) {
            while (last < seq) {
                if (receiver.poll(this, 256) == 0) {
                    Thread.onSpinWait();
                }
            }
        }

        @Override
        public void onQuote(QuoteFlyweight quote) {
            torn += isWhole(quote) ? 0 : 1;
            backwards += quote.seq() > last ? 0 : 1;
            skipped += quote.seq() - last - 1;
            last = quote.seq();
            read++;
        }

        @Override
        public void onStatus(StatusFlyweight status) {
            torn++;
        }

        @Override
        public void onLapped() {
            laps++;
        }
    }

    private static final class TableReader implements Runnable {
        private final TopOfBook topOfBook;
        private final AtomicBoolean done;
        private final QuoteFlyweight quote =
                new QuoteFlyweight().wrap(new UnsafeBuffer(new byte[QuoteLayout.LENGTH]), 0);
        private long last;
        private long torn;
        private long backwards;

        TableReader(TopOfBook topOfBook, AtomicBoolean done) {
            this.topOfBook = topOfBook;
            this.done = done;
        }

        @Override
        public void run() {
            while (!done.get()) {
                if (topOfBook.read(0, quote)) {
                    torn += isWhole(quote) ? 0 : 1;
                    backwards += quote.seq() >= last ? 0 : 1;
                    last = quote.seq();
                }
            }
        }
    }
}
