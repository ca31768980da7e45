package io.quotegate.cluster;

import io.aeron.Aeron;
import io.aeron.FragmentAssembler;
import io.aeron.Image;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.quotegate.fault.FaultGuard;
import io.quotegate.market.Instruments;
import io.quotegate.ring.Rings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.agrona.concurrent.IdleStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway's thread and Aeron: takes what feed nodes publish into the rings of this process, which it alone writes.
 * {@link #start}, {@link #close} and what it tells are for any thread.
 */
public final class ClusterFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterFeed.class);
    private static final int MESSAGES_A_TURN = 64;
    private static final int REQUEST_BYTES = 256;
    private static final long MOST_BETWEEN_TICKS_NS = 20_000_000;

    private final ClusterDriver driver;
    private final ClusterReader reader;
    private final MarketCopy copy;
    private final Consumer<ClusterView> listener;
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final List<FragmentAssembler> assemblers = new ArrayList<>();
    private final List<Publication> requests = new ArrayList<>();
    private final ClusterStats stats = new ClusterStats();
    private final LongAdder unasked = new LongAdder();
    private final IdleStrategy idle;
    private final FaultGuard guard;
    private final Thread thread;
    private final Runnable taking = this::take;
    private final CountDownLatch joined = new CountDownLatch(1);

    private long nowNs;
    private int work;
    private long tickedNs;
    private long toldNs;
    private volatile ClusterView view = ClusterView.NOTHING; // orders nothing else

    /**
     * Where what is taken goes.
     *
     * @param books    whether books are taken
     * @param failBack how long a better feed node must be well before it is followed
     * @param epochNs  nanoseconds since the epoch
     * @param listener told now and then what is known of the cluster, on the thread that reads
     */
    public record Target(
            Instruments instruments,
            Rings rings,
            boolean books,
            Duration failBack,
            LongSupplier epochNs,
            Consumer<ClusterView> listener) {}

    private ClusterFeed(
            ClusterSettings settings, Target target, ClusterDriver driver, ThreadFactory threads, FaultGuard guard) {
        this.driver = driver;
        this.guard = guard;
        listener = target.listener();
        copy = new MarketCopy(target.instruments(), target.rings(), target.books(), target.epochNs());
        reader = new ClusterReader(
                target.instruments(), copy, new NodeChoice(target.failBack().toNanos()), new AeronLine(), stats);
        idle = ClusterDriver.idle(settings.spin());
        for (String channel : settings.channels()) {
            subscribe(driver.aeron(), channel, settings.stream(), ClusterStream.QUOTES);
            subscribe(driver.aeron(), channel, settings.stream(), ClusterStream.TRADES);
            if (target.books()) {
                subscribe(driver.aeron(), channel, settings.stream(), ClusterStream.BOOKS);
            }
            requests.add(driver.aeron()
                    .addPublication(
                            ClusterChannels.requests(channel), settings.stream() + ClusterStream.REQUESTS.ordinal()));
        }
        thread = driver.worker(threads, this::turn);
    }

    /** Opens Aeron; blocks a moment. */
    public static ClusterFeed open(ClusterSettings settings, Target target, ThreadFactory threads, FaultGuard guard) {
        ClusterDriver driver = ClusterDriver.open(settings);
        try {
            return new ClusterFeed(settings, target, driver, threads, guard);
        } catch (RuntimeException e) {
            driver.close();
            throw e;
        }
    }

    private void subscribe(Aeron aeron, String channel, int stream, ClusterStream of) {
        subscriptions.add(aeron.addSubscription(ClusterChannels.subscription(channel, of), stream + of.ordinal()));
        assemblers.add(new FragmentAssembler(
                (buffer, offset, length, header) -> reader.onMessage(buffer, offset, length, header.context(), nowNs)));
    }

    private final class AeronLine implements ClusterReader.Line {
        /** Whoever is not asked, for want of a connection, is asked again soon. */
        @Override
        public void ask(UUID node, ClusterStream of) {
            for (Publication publication : requests) {
                RecordBatch batch =
                        new RecordBatch(ClusterStream.REQUESTS, node, REQUEST_BYTES, publication::offer, unasked);
                batch.add(MessageLayout.IMAGE_REQUEST, Integer.BYTES).putInt(0, of.ordinal());
                batch.flush();
            }
        }

        @Override
        public boolean hasEnded(Object source) {
            return ((Image) source).isClosed();
        }
    }

    public ClusterStats stats() {
        return stats;
    }

    /** What is known of the cluster now. */
    public ClusterView view() {
        return view;
    }

    /** Begins to take. */
    public void start() {
        thread.start();
    }

    /**
     * Waits until there is all that a feed node knows: a client that came before could not go on here where it was.
     *
     * @param patience for so long at most, as where no feed node is heard
     */
    public void awaitAll(Duration patience) {
        try {
            if (!joined.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                LOG.warn("no feed node has told all that it knows within {}", patience);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void turn() {
        work = 0;
        guard.run(taking);
        idle.idle(work);
    }

    private void take() {
        nowNs = System.nanoTime();
        for (int i = 0; i < subscriptions.size(); i++) {
            work += subscriptions.get(i).poll(assemblers.get(i), MESSAGES_A_TURN);
        }
        if (work == 0 || nowNs - tickedNs >= MOST_BETWEEN_TICKS_NS) {
            tickedNs = nowNs;
            reader.tick(nowNs); // what came is read first: we may have been asleep
        }
        if (reader.hasJoined()) {
            joined.countDown();
        }
        copy.announce();
        tell();
    }

    private void tell() {
        if (nowNs - toldNs >= NodeChoice.HEARTBEAT_NS) {
            toldNs = nowNs;
            driver.tell(stats.transport);
            KnownNode node = reader.followed();
            if (node != null) {
                stats.missedHeartbeats.add(node.missed(nowNs));
                view = new ClusterView(
                        node.epoch().toString(),
                        node.rank(),
                        reader.isHeard(),
                        reader.alive(nowNs),
                        node.venues(),
                        node.heardNs());
                listener.accept(view);
            }
        }
    }

    /** Ends the thread and Aeron; blocks a moment. */
    @Override
    public void close() {
        driver.close();
    }
}
