package io.quotegate.bench.history;

import io.quotegate.concurrent.Scheduler;
import io.quotegate.fault.Faults;
import io.quotegate.market.Instruments;
import io.quotegate.market.TradeUpdate;
import io.quotegate.market.Venue;
import io.quotegate.ring.QuotePublisher;
import io.quotegate.ring.QuoteRing;
import io.quotegate.ring.TopOfBook;
import io.quotegate.service.history.CandleBook;
import io.quotegate.service.history.History;
import io.quotegate.service.history.HistoryListener;
import io.quotegate.service.history.MinuteArchive;
import io.quotegate.service.history.TradeTape;
import io.quotegate.store.Store;
import io.quotegate.store.StoreSettings;
import io.quotegate.store.StoreThreads;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * Plays the feed: publishes trades in bursts, one each millisecond, and times each on its way to the ring, while
 * history reads them as in the gateway.
 */
final class HistoryLoad {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final int RING_QUOTES = 65_536;
    private static final int BURSTS_PER_SECOND = 1000;
    private static final int WARM_UP_PART = 4;
    private static final int QUEUE_ROWS = 100_000;
    private static final Duration KEEP = Duration.ofDays(30);

    private final Instruments instruments;
    private final int rate;
    private final int speed;
    private final long measureNs;

    /**
     * What was measured.
     *
     * @param publishNs    nanoseconds of each publication
     * @param historyCores cores that the history thread used
     * @param storeCores   the same of the thread that writes the store; 0 without one
     * @param rows         that the store kept
     */
    record Result(Histogram publishNs, double perSecond, double historyCores, double storeCores, long rows) {
        private Result withRows(long kept) {
            return new Result(publishNs, perSecond, historyCores, storeCores, kept);
        }
    }

    HistoryLoad(int pairs, int rate, int speed, Duration measure) {
        instruments = Instruments.of(
                IntStream.range(0, pairs).mapToObj(i -> "C" + i + "-USDT").toList());
        this.rate = rate;
        this.speed = speed;
        measureNs = measure.toNanos();
    }

    static Histogram histogram() {
        return new Histogram(TimeUnit.SECONDS.toNanos(10), 3);
    }

    /** Measures once; {@code directory} is for the store's file, null for no store. */
    Result run(@Nullable Path directory) throws InterruptedException {
        Threads keeping = new Threads("store");
        ExecutorService writing = Executors.newSingleThreadExecutor(keeping);
        ScheduledExecutorService blocking = Executors.newScheduledThreadPool(4);
        Threads history = new Threads("history");
        Store store = directory == null
                ? null
                : Store.open(
                        new StoreSettings(directory.resolve("q.db").toString(), KEEP, QUEUE_ROWS),
                        CompletableFuture.completedFuture(true),
                        new StoreThreads(writing, blocking, Scheduler.on(blocking)));
        QuoteRing ring = QuoteRing.ofCapacity(RING_QUOTES);
        QuotePublisher publisher = new QuotePublisher(ring, new TopOfBook(instruments.count()));
        HistoryListener listener = candle -> {
            if (store != null) {
                writing.execute(() -> store.candles().put(List.of(candle)));
            }
        };
        long startNs = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        Result result;
        try (History read = new History(new History.Parts(
                instruments,
                ring,
                new CandleBook(instruments),
                new TradeTape(instruments),
                MinuteArchive.NONE,
                List.of(),
                blocking,
                history,
                List.of(listener),
                () -> TimeUnit.NANOSECONDS.toMicros(startNs),
                new Faults().at("history")))) {
            read.start();
            Trades trades = new Trades(publisher, startNs);
            result = measure(trades, history, keeping);
            trades.awaitRead(read);
        } finally {
            if (store != null) {
                store.close(); // writes what waits
            }
            writing.shutdown();
            blocking.shutdownNow();
        }
        return store == null ? result : result.withRows(store.stats().rows.sum());
    }

    private Result measure(Trades trades, Threads history, Threads keeping) {
        trades.publish(measureNs / WARM_UP_PART, histogram());
        long historyNs = history.cpuNs();
        long storeNs = keeping.cpuNs();
        long fromNs = System.nanoTime();
        Histogram publishNs = histogram();
        trades.publish(measureNs, publishNs);
        double tookNs = System.nanoTime() - fromNs;
        return new Result(
                publishNs,
                publishNs.getTotalCount() / tookNs * TimeUnit.SECONDS.toNanos(1),
                (history.cpuNs() - historyNs) / tookNs,
                (keeping.cpuNs() - storeNs) / tookNs,
                0);
    }

    /** Makes one thread and knows what it used. */
    private static final class Threads implements ThreadFactory {
        private final String name;
        private volatile @Nullable Thread made;

        Threads(String name) {
            this.name = name;
        }

        @Override
        public Thread newThread(Runnable task) {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            made = thread;
            return thread;
        }

        long cpuNs() {
            Thread thread = made;
            return thread == null ? 0 : THREADS.getThreadCpuTime(thread.getId()); // null before its first task
        }
    }

    /** The trades of a venue, pair after pair, each with the next number. */
    private final class Trades {
        private final QuotePublisher publisher;
        private final long startNs;
        private final long beganNs = System.nanoTime();
        private final TradeUpdate update = new TradeUpdate();
        private final Random random = new Random(1);
        private final long[] ids = new long[instruments.count()];
        private int next;
        private long published;

        Trades(QuotePublisher publisher, long startNs) {
            this.publisher = publisher;
            this.startNs = startNs;
        }

        void publish(long forNs, Histogram into) {
            long fromNs = System.nanoTime();
            long done = 0;
            for (long nowNs = fromNs; nowNs - fromNs < forNs; nowNs = System.nanoTime()) {
                long due = (nowNs - fromNs) * rate / TimeUnit.SECONDS.toNanos(1);
                while (done < due) {
                    fill(startNs + (nowNs - beganNs) * speed);
                    long beforeNs = System.nanoTime();
                    publisher.trade().set(update).origin(Venue.OKX, update.takerBuys, true);
                    publisher.publishTrade();
                    into.recordValue(System.nanoTime() - beforeNs);
                    done++;
                    published++;
                }
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1) / BURSTS_PER_SECOND);
            }
        }

        /** Waits until all that was published is read; what {@code history} was too slow for it has lost. */
        void awaitRead(History history) {
            while (history.trades().sum() < published && history.laps().sum() == 0) {
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1) / BURSTS_PER_SECOND);
            }
        }

        private void fill(long timeNs) {
            update.instrumentId = next;
            update.tradeId = ++ids[next];
            update.count = 1;
            update.price.setUnscaled(6_000_000 + random.nextInt(1000), 2);
            update.size.setUnscaled(1 + random.nextInt(100_000), 5);
            update.takerBuys = random.nextBoolean();
            update.exchangeTimeNs = timeNs;
            next = next + 1 == ids.length ? 0 : next + 1;
        }
    }
}
