package io.quotegate.service.recording;

import io.quotegate.fault.FaultGuard;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.StatusFlyweight;
import io.quotegate.market.TradeFlyweight;
import io.quotegate.market.Venue;
import io.quotegate.ring.QuoteReceiver;
import io.quotegate.ring.QuoteRing;
import io.quotegate.ring.RingConsumer;
import io.quotegate.text.ByteWriter;
import io.quotegate.text.FailureText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes every quote and every trade that is served into a compressed CSV per pair and hour. It reads the ring on a
 * thread of its own, looking every now and then: nobody waits for it, and if the disk is so slow that it is
 * overtaken, the recording has a gap, which {@code seq} shows. A disk that fails is tried again a minute later. A process
 * that is killed loses at most what came in its last two seconds.
 */
public final class Recorder implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Recorder.class);
    private static final int BATCH = 1024;
    private static final long LEAST_REST_NS = TimeUnit.MILLISECONDS.toNanos(5);
    private static final long MOST_REST_NS = TimeUnit.MILLISECONDS.toNanos(25);
    private static final long NS_PER_RECORD = 1_000; // no feed is so quick that it overtakes who rests so long
    private static final long ROLL_AFTER_US = TimeUnit.SECONDS.toMicros(5); // quotes of the hour may be under way
    private static final long FLUSH_AFTER_US = TimeUnit.SECONDS.toMicros(1); // and 2 s are promised
    private static final long RETRY_NS = TimeUnit.MINUTES.toNanos(1);
    private static final long STOP_MS = 5_000;

    private final Path directory;
    private final QuoteReceiver receiver;
    private final long restNs;
    private final RecordingRetention retention;
    private final RecordingListener listener;
    private final LongSupplier epochUs;
    private final FaultGuard guard;
    private final Thread thread;
    private final RecordingRows rows;
    private final HourFiles quotes;
    private final HourFiles trades;
    private final Consumer consumer = new Consumer();
    private final RecorderStats stats = new RecorderStats();

    private long flushedUs;
    private boolean cluttered; // recordings were completed since the retention was looked after
    private long pausedUntilNs;
    private boolean paused;
    private volatile boolean stopping; // orders nothing: the thread looks every now and then

    /** Whoever wants all recordings ended waits for this; taken by the thread, which answers those that came before together. */
    private final AtomicReference<@Nullable CompletableFuture<List<String>>> rolling = new AtomicReference<>();

    /**
     * Begins with the quote that is the newest now.
     *
     * @param simulated whether a venue is, as far as is known
     * @param epochUs   microseconds since the epoch
     * @param guard     keeps the thread alive
     */
    public Recorder(
            Path directory,
            Instruments instruments,
            Predicate<Venue> simulated,
            QuoteRing ring,
            RecordingRetention retention,
            RecordingListener listener,
            LongSupplier epochUs,
            ThreadFactory threads,
            FaultGuard guard) {
        this.directory = directory;
        receiver = ring.receiver();
        restNs = Math.max(LEAST_REST_NS, Math.min(MOST_REST_NS, ring.capacity() * NS_PER_RECORD));
        this.retention = retention;
        this.listener = listener;
        this.epochUs = epochUs;
        this.guard = guard;
        rows = new RecordingRows(instruments, simulated);
        quotes = new HourFiles(directory, RecordingKind.QUOTES, instruments, listener);
        trades = new HourFiles(directory, RecordingKind.TRADES, instruments, listener);
        thread = threads.newThread(this::run);
    }

    public RecorderStats stats() {
        return stats;
    }

    public void start() {
        thread.start();
    }

    private void run() {
        guard.run(this::clean);
        while (!stopping) {
            if (!guard.run(this::turn)) {
                LockSupport.parkNanos(restNs);
            }
        }
        guard.run(() -> receiver.poll(consumer, Integer.MAX_VALUE));
        guard.run(() -> completeHours(Long.MAX_VALUE));
        guard.run(this::answerRoll);
    }

    private void turn() {
        int read = receiver.poll(consumer, BATCH);
        long nowUs = epochUs.getAsLong();
        flush(nowUs);
        answerRoll();
        if (read < BATCH) { // that was all
            completeHours(nowUs - ROLL_AFTER_US);
            LockSupport.parkNanos(restNs);
        }
    }

    private void clean() {
        try {
            if (Files.isDirectory(directory)) {
                Leftovers.complete(directory, listener);
                retention.apply(directory, now(), listener);
            }
        } catch (IOException e) {
            LOG.warn("{} cannot be cleaned up: {}", directory, FailureText.of(e));
        }
    }

    /**
     * Ends all recordings under way, which are offered then; what comes next begins others. Any thread.
     *
     * @return their names, later, on the recorder's thread
     */
    public CompletableFuture<List<String>> roll() {
        return rolling.updateAndGet(asked -> asked == null ? new CompletableFuture<>() : asked);
    }

    private void answerRoll() {
        CompletableFuture<List<String>> asked = rolling.getAndSet(null);
        if (asked == null) {
            return;
        }
        List<String> ended = List.of();
        try {
            ended = completeHours(Long.MAX_VALUE);
        } finally {
            asked.complete(ended);
        }
    }

    private Instant now() {
        return Instant.ofEpochMilli(TimeUnit.MICROSECONDS.toMillis(epochUs.getAsLong()));
    }

    /** What is killed later has what was written, up to the last call that was due. */
    private void flush(long nowUs) {
        if (Math.abs(nowUs - flushedUs) < FLUSH_AFTER_US) { // the clock may be set back
            return;
        }
        flushedUs = nowUs;
        try {
            quotes.flush();
            trades.flush();
        } catch (IOException e) {
            pause(e);
        }
    }

    /** Ends the recordings of hours that are over at {@code timeUs}, and deletes what is not to be kept beside them; names those that are ended. */
    private List<String> completeHours(long timeUs) {
        List<String> completed = new ArrayList<>();
        completeHours(quotes, timeUs, completed);
        completeHours(trades, timeUs, completed);
        if (cluttered || !completed.isEmpty()) {
            cluttered = false;
            try {
                retention.apply(directory, now(), listener);
            } catch (IOException e) {
                pause(e);
            }
        }
        return completed;
    }

    private void completeHours(HourFiles files, long timeUs, List<String> completed) {
        try {
            files.completeHours(timeUs, completed::add);
        } catch (IOException e) {
            pause(e);
        }
    }

    private void record(HourFiles files, int instrumentId, long receiveTimeNs, ByteWriter row) {
        try {
            cluttered |= files.write(instrumentId, TimeUnit.NANOSECONDS.toMicros(receiveTimeNs), row);
            stats.rows.increment();
        } catch (IOException | RuntimeException | Error e) { // half a row may be written
            pause(e);
        }
    }

    private boolean isPaused() {
        if (paused && System.nanoTime() - pausedUntilNs >= 0) {
            paused = false;
            stats.up(true);
            clean(); // what was written before becomes a recording, and another one of the hour is begun
        }
        return paused;
    }

    private void pause(Throwable e) {
        quotes.abandon();
        trades.abandon();
        paused = true;
        stats.failures.increment();
        stats.up(false);
        pausedUntilNs = System.nanoTime() + RETRY_NS;
        if (!(e instanceof IOException)) {
            guard.caught(e); // no disk's fault
        }
        LOG.warn("recording into {} failed and is tried again in a minute: {}", directory, FailureText.of(e));
    }

    /** Completes what was begun. */
    @Override
    public void close() {
        stopping = true;
        LockSupport.unpark(thread);
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
            if (!isPaused()) {
                record(quotes, quote.instrumentId(), quote.receiveTimeNs(), rows.row(quote));
            }
        }

        /** The standby's trades are not served. */
        @Override
        public void onTrade(TradeFlyweight trade) {
            if (trade.active() && !isPaused()) {
                record(trades, trade.instrumentId(), trade.receiveTimeNs(), rows.row(trade));
            }
        }

        @Override
        public void onStatus(StatusFlyweight status) {
            // Not recorded; each quote says its venue and whether it is stale.
        }

        @Override
        public void onLapped() {
            stats.laps.increment();
            LOG.warn("the recorder was overtaken: its recordings have a gap");
        }
    }
}
