package io.quotegate.service.recording;

import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.StatusFlyweight;
import io.quotegate.ring.QuoteReceiver;
import io.quotegate.ring.QuoteRing;
import io.quotegate.ring.RingConsumer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes every quote that is published into a compressed CSV per pair and hour. It reads the ring on a thread of its
 * own, looking every few milliseconds: nobody waits for it, and if the disk is so slow that it is overtaken, the
 * recording has a gap, which {@code seq} shows. A disk that fails is tried again a minute later.
 */
public final class QuoteRecorder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QuoteRecorder.class);
    private static final int BATCH = 1024;
    private static final long IDLE_NS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long ROLL_AFTER_US = TimeUnit.SECONDS.toMicros(5); // quotes of the hour may be under way
    private static final long RETRY_NS = TimeUnit.MINUTES.toNanos(1);
    private static final long STOP_MS = 5_000;

    private final Path directory;
    private final Instruments instruments;
    private final QuoteReceiver receiver;
    private final Retention retention;
    private final LongSupplier epochUs;
    private final Thread thread;
    private final QuoteRows rows;
    private final @Nullable HourFile[] files; // by instrument

    private long pausedUntilNs;
    private boolean paused;
    private volatile boolean stopping; // orders nothing: the thread looks every few milliseconds

    /**
     * Begins with the quote that is the newest now.
     *
     * @param epochUs microseconds since the epoch
     */
    public QuoteRecorder(
            Path directory,
            Instruments instruments,
            QuoteRing ring,
            Retention retention,
            LongSupplier epochUs,
            ThreadFactory threads) {
        this.directory = directory;
        this.instruments = instruments;
        receiver = ring.receiver();
        this.retention = retention;
        this.epochUs = epochUs;
        rows = new QuoteRows(instruments);
        files = new HourFile[instruments.count()];
        thread = threads.newThread(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        clean();
        Consumer consumer = new Consumer();
        while (!stopping) {
            if (receiver.poll(consumer, BATCH) == 0) {
                completeHours(epochUs.getAsLong() - ROLL_AFTER_US);
                LockSupport.parkNanos(IDLE_NS);
            }
        }
        receiver.poll(consumer, Integer.MAX_VALUE);
        completeHours(Long.MAX_VALUE);
    }

    private void clean() {
        try {
            if (Files.isDirectory(directory)) {
                Leftovers.complete(directory);
                retention.apply(directory, now());
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be cleaned up", directory, e);
        }
    }

    private Instant now() {
        return Instant.ofEpochMilli(TimeUnit.MICROSECONDS.toMillis(epochUs.getAsLong()));
    }

    /** Ends the recordings of hours that are over at {@code timeUs}. */
    private void completeHours(long timeUs) {
        for (int id = 0; id < files.length; id++) {
            HourFile file = files[id];
            if (file != null && (file.hour() + 1) * RecordingNames.HOUR_US <= timeUs) {
                complete(id, file);
            }
        }
    }

    private void complete(int id, HourFile file) {
        files[id] = null;
        try {
            file.complete();
            retention.apply(directory, now());
        } catch (IOException e) {
            pause(e);
        }
    }

    private void record(QuoteFlyweight quote) {
        if (paused && System.nanoTime() - pausedUntilNs < 0) {
            return;
        }
        paused = false;
        try {
            file(quote).write(rows.row(quote));
        } catch (IOException e) {
            files[quote.instrumentId()] = null;
            pause(e);
        }
    }

    private HourFile file(QuoteFlyweight quote) throws IOException {
        int id = quote.instrumentId();
        long hour = TimeUnit.NANOSECONDS.toMicros(quote.receiveTimeNs()) / RecordingNames.HOUR_US;
        HourFile file = files[id];
        if (file != null && file.hour() < hour) {
            complete(id, file);
            file = null;
        }
        if (file == null) {
            Instrument pair = instruments.byId(id);
            file = new HourFile(directory, RecordingNames.of(pair.symbol(), hour), hour);
            files[id] = file;
        }
        return file;
    }

    private void pause(IOException e) {
        paused = true;
        pausedUntilNs = System.nanoTime() + RETRY_NS;
        LOG.warn("recording into {} failed and is tried again in a minute", directory, e);
    }

    /** Completes what was begun. */
    @Override
    public void close() {
        stopping = true;
        try {
            thread.join(STOP_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** On the recorder's thread. */
    private final class Consumer implements RingConsumer {
        @Override
        public void onQuote(QuoteFlyweight quote) {
            record(quote);
        }

        @Override
        public void onStatus(StatusFlyweight status) {
            // Quotes alone are recorded; each says its venue and whether it is stale.
        }

        @Override
        public void onLapped() {
            LOG.warn("the recorder was overtaken: its recordings have a gap");
        }
    }
}
