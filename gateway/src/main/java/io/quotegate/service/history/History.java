package io.quotegate.service.history;

import io.quotegate.fault.FaultGuard;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import io.quotegate.ring.QuoteReceiver;
import io.quotegate.ring.QuoteRing;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * The history thread: reads the ring every {@value #POLL_MS} ms, makes candles of the trades, keeps them and the last
 * trades, has repaired what was missed, and tells the listeners. {@link #start}, {@link #close} and {@link #execute} are
 * for any thread.
 */
public final class History implements AutoCloseable {
    private static final long POLL_MS = 10;
    private static final int BATCH = 4096;
    private static final long CLOSE_WITHIN_MS = 5_000;
    private static final long RESTORED_WITHIN_NS = TimeUnit.SECONDS.toNanos(10); // venues are asked then all the same

    private final Instruments instruments;
    private final QuoteReceiver receiver;
    private final HistoryReader reader;
    private final MinuteMaker minutes;
    private final Repairs repairs;
    private final TradeRepairs tradeRepairs;
    private final Restoration restoration;
    private final OpenCandleUpdates openCandles;
    private final CandleWriter writer;
    private final CandleQuestions questions;
    private final Queue<Runnable> inbox =
            new ConcurrentLinkedQueue<>(); // bounded by what is asked: one a venue and caller
    private final LongAdder trades = new LongAdder();
    private final LongAdder laps = new LongAdder();
    private final FaultGuard guard;
    private final Thread thread;

    private volatile boolean stopped; // orders nothing else

    /**
     * What history is made from and for.
     *
     * @param archive   where candles of earlier runs are
     * @param sources   where candles and trades that were missed are asked for; one at most of a venue
     * @param blocking  runs what blocks
     * @param threads   makes the history thread
     * @param listeners told on it
     * @param epochUs   microseconds since the epoch
     * @param guard     keeps the history thread alive
     */
    public record Parts(
            Instruments instruments,
            QuoteRing ring,
            CandleBook book,
            TradeTape tape,
            MinuteArchive archive,
            List<HistorySource> sources,
            Executor blocking,
            ThreadFactory threads,
            List<HistoryListener> listeners,
            LongSupplier epochUs,
            FaultGuard guard) {
        public Parts {
            sources = List.copyOf(sources);
            listeners = List.copyOf(listeners);
        }
    }

    public History(Parts parts) {
        instruments = parts.instruments();
        receiver = parts.ring().receiver();
        guard = parts.guard();
        questions = parts.book().questions();
        writer = new CandleWriter(parts.book(), parts.listeners(), guard);
        Map<Venue, VenueRequests> venues = new LinkedHashMap<>();
        parts.sources()
                .forEach(source ->
                        venues.put(source.venue(), new VenueRequests(source, parts.blocking(), this::execute)));
        repairs = new Repairs(instruments, parts.book(), writer, venues, parts.epochUs());
        tradeRepairs = new TradeRepairs(instruments, parts.tape(), venues);
        restoration = new Restoration(parts.archive(), parts.sources(), writer, this::execute, parts.epochUs());
        minutes = new MinuteMaker(instruments, writer, missed());
        reader = new HistoryReader(instruments, minutes, parts.tape(), trades, laps);
        openCandles = new OpenCandleUpdates(parts.book(), writer, instruments, System.nanoTime());
        thread = parts.threads().newThread(this::run);
    }

    private MissedListener missed() {
        return new MissedListener() {
            @Override
            public void onMissedMinutes(int instrumentId) {
                repairs.need(instrumentId, System.nanoTime());
            }

            @Override
            public void onMissedTrades(int instrumentId, Venue venue) {
                tradeRepairs.need(instrumentId, venue, System.nanoTime());
            }
        };
    }

    /** Begins to read; to be called before the venues are connected. */
    public void start() {
        thread.start();
    }

    private void begin(List<Instrument> pairs) {
        long nowNs = System.nanoTime();
        pairs.forEach(pair -> repairs.add(pair, nowNs + RESTORED_WITHIN_NS));
        restoration.start(pairs, id -> repairs.start(id, System.nanoTime()));
    }

    /** Other pairs are served than before, or by other names. */
    public void relist(Instruments.Change change) {
        execute(() -> {
            change.removed().forEach(pair -> {
                repairs.remove(pair.id());
                tradeRepairs.forget(pair.id());
            });
            begin(change.added());
        });
    }

    /** Runs {@code task} on the history thread, soon. */
    public void execute(Runnable task) {
        inbox.add(task);
    }

    /** Trades read so far. */
    public LongAdder trades() {
        return trades;
    }

    /** How often the ring was a whole turn faster than the history thread. */
    public LongAdder laps() {
        return laps;
    }

    private void run() {
        guard.run(() -> begin(instruments.all()));
        while (!stopped) {
            guard.run(this::turn);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(POLL_MS));
        }
    }

    /** What one part of it throws keeps no other from its turn. */
    private void turn() {
        guard.attempt(this::read);
        for (Runnable task = inbox.poll(); task != null; task = inbox.poll()) {
            guard.attempt(task);
        }
        guard.attempt(() -> minutes.endBatch(openCandles.changed()));
        long nowNs = System.nanoTime();
        guard.attempt(() -> repairs.tick(nowNs));
        guard.attempt(() -> tradeRepairs.tick(nowNs));
        guard.attempt(() -> openCandles.tick(nowNs));
        writer.endBatch();
        guard.attempt(questions::answer);
    }

    private void read() {
        while (receiver.poll(reader, BATCH) == BATCH && !stopped) {
            minutes.endBatch(openCandles.changed());
        }
    }

    /** Ends the thread; returns when it has ended, or some seconds later. */
    @Override
    public void close() {
        stopped = true;
        LockSupport.unpark(thread);
        try {
            thread.join(Duration.ofMillis(CLOSE_WITHIN_MS).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
