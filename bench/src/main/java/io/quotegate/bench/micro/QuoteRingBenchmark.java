package io.quotegate.bench.micro;

import io.quotegate.bench.Jvm;
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
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Cost of publishing one quote, and of reading it back, with the ring small enough for L2 and too large for it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = Jvm.OPENS)
public class QuoteRingBenchmark {
    @Param({"1024", "65536"})
    private int capacity;

    private final Decimal price = new Decimal();
    private final Counting counting = new Counting();
    private QuotePublisher publisher;
    private QuoteReceiver receiver;
    private long seq;

    @Setup
    public void openRing() {
        QuoteRing ring = QuoteRing.ofCapacity(capacity);
        publisher = new QuotePublisher(ring, new TopOfBook(8));
        receiver = ring.receiver();
        publisher.quote().instrumentId(7).venue(Venue.OKX);
    }

    /** The quote's changing fields, the table of newest quotes and the ring. */
    @Benchmark
    public void publish() {
        fill();
        publisher.publishQuote();
    }

    /** The same, read by the same thread. */
    @Benchmark
    public long publishAndPoll() {
        fill();
        publisher.publishQuote();
        receiver.poll(counting, 1);
        return counting.seen;
    }

    private void fill() {
        seq++;
        price.set(seq, 0x200);
        publisher.quote().seq(seq).receiveTimeNs(seq);
        publisher.quote().value(QuoteLayout.BID, price).value(QuoteLayout.ASK, price);
    }

    private static final class Counting implements RingConsumer {
        private long seen;

        @Override
        public void onQuote(QuoteFlyweight quote) {
            seen += quote.seq();
        }

        @Override
        public void onStatus(StatusFlyweight status) {
            throw new IllegalStateException("no status was published");
        }

        @Override
        public void onLapped() {
            throw new IllegalStateException("one record cannot lap");
        }
    }
}
