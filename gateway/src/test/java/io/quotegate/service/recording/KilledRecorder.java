package io.quotegate.service.recording;

import io.quotegate.fault.Faults;
import io.quotegate.market.Decimal;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.Venue;
import io.quotegate.ring.QuotePublisher;
import io.quotegate.ring.QuoteRing;
import io.quotegate.ring.TopOfBook;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A process that records quotes as fast as it can, by a clock that it turns by hand, and says which of them are older
 * than what may be lost, until it is killed.
 */
final class KilledRecorder {
    static final long START_US = TimeUnit.DAYS.toMicros(20_000);

    private static final int PER_TURN = 100;
    private static final long TURN_US = TimeUnit.MILLISECONDS.toMicros(1_500);

    private final AtomicLong clockUs = new AtomicLong(START_US);
    private final AtomicLong looks = new AtomicLong(); // at the clock
    private final QuoteRing ring = QuoteRing.ofCapacity(4096);
    private final QuotePublisher publisher = new QuotePublisher(ring, new TopOfBook(1));
    private final Decimal price = new Decimal();

    private KilledRecorder() {}

    /** Takes the directory of the recordings, and the first {@code seq} to publish. */
    public static void main(String[] arguments) {
        new KilledRecorder().run(Path.of(arguments[0]), Long.parseLong(arguments[1]), System.out);
    }

    private void run(Path directory, long from, PrintStream out) {
        RecordingRetention keepAll = new RecordingRetention(Duration.ofDays(1000), Long.MAX_VALUE);
        Instruments instruments = Instruments.of(List.of("BTC-USDT"));
        new Recorder(
                        directory,
                        instruments,
                        venue -> false,
                        ring,
                        keepAll,
                        RecordingListener.NONE,
                        this::look,
                        Thread::new,
                        new Faults().at("recorder"))
                .start();
        long seq = from;
        while (true) {
            for (int i = 0; i < PER_TURN; i++) {
                publish(seq++);
            }
            awaitTurn(); // they were taken off the ring
            clockUs.addAndGet(TURN_US);
            awaitTurn(); // and are no longer young
            out.println(seq - 1);
        }
    }

    private long look() {
        looks.incrementAndGet();
        return clockUs.get();
    }

    /** Waits until the recorder has done all that it does in a turn. */
    private void awaitTurn() {
        long before = looks.get();
        while (looks.get() < before + 3) {
            Thread.onSpinWait();
        }
    }

    private void publish(long seq) {
        price.parse("63707." + seq);
        publisher
                .quote()
                .instrumentId(0)
                .seq(seq)
                .venue(Venue.OKX)
                .exchangeTimeNs(0)
                .receiveTimeNs(TimeUnit.MICROSECONDS.toNanos(clockUs.get()))
                .flags(false, true);
        for (int i = 0; i < QuoteLayout.VALUES; i++) {
            publisher.quote().value(i, price);
        }
        publisher.publishQuote();
    }
}
