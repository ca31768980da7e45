package io.quotegate.cluster;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.FragmentAssembler;
import io.aeron.Subscription;
import io.quotegate.fault.FaultGuard;
import io.quotegate.market.Instruments;
import io.quotegate.ring.Doorbell;
import io.quotegate.ring.Rings;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.agrona.concurrent.IdleStrategy;

/**
 * A feed node's thread and Aeron: publishes what is on the rings of this process. It is one more reader of them, woken as
 * the others are. {@link #start} and {@link #close} are for any thread.
 */
public final class ClusterPublisher implements AutoCloseable {
    private static final long LONGEST_SLEEP_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int REQUESTS_A_TURN = 16;

    private final ClusterDriver driver;
    private final FeedPublisher publisher;
    private final Subscription requests;
    private final FragmentAssembler onRequest;
    private final ClusterStats.Published stats = new ClusterStats.Published();
    private final int rank;
    private final boolean spin;
    private final FaultGuard guard;
    private final Thread thread;
    private final Runnable publishing = this::publish;
    private final IdleStrategy spinning = ClusterDriver.idle(true);

    private boolean worked; // in this turn
    private long countedNs;

    private ClusterPublisher(
            ClusterSettings settings, Source source, ClusterDriver driver, ThreadFactory threads, FaultGuard guard) {
        this.driver = driver;
        this.guard = guard;
        rank = settings.rank();
        spin = settings.spin();
        Aeron aeron = driver.aeron();
        ExclusivePublication quotes = publication(aeron, settings, ClusterStream.QUOTES);
        ExclusivePublication trades = publication(aeron, settings, ClusterStream.TRADES);
        ExclusivePublication books = publication(aeron, settings, ClusterStream.BOOKS);
        publisher = new FeedPublisher(
                new FeedPublisher.Parts(
                        source.epoch(),
                        settings.rank(),
                        source.instruments(),
                        source.rings(),
                        source.venues(),
                        quotes.maxPayloadLength(),
                        quotes::offer,
                        trades::offer,
                        books::offer),
                stats,
                guard);
        requests = aeron.addSubscription(
                ClusterChannels.requests(settings.channels().get(0)),
                settings.stream() + ClusterStream.REQUESTS.ordinal());
        onRequest =
                new FragmentAssembler((buffer, offset, length, header) -> publisher.onRequest(buffer, offset, length));
        thread = driver.worker(threads, this::turn);
    }

    /**
     * What is published.
     *
     * @param epoch  of this start of the process
     * @param venues how they are now; asked on the publisher's thread
     */
    public record Source(UUID epoch, Instruments instruments, Rings rings, Supplier<List<VenueReport>> venues) {}

    /** Opens Aeron; blocks a moment. */
    public static ClusterPublisher open(
            ClusterSettings settings, Source source, ThreadFactory threads, FaultGuard guard) {
        ClusterDriver driver = ClusterDriver.open(settings);
        try {
            return new ClusterPublisher(settings, source, driver, threads, guard);
        } catch (RuntimeException e) {
            driver.close();
            throw e;
        }
    }

    private static ExclusivePublication publication(Aeron aeron, ClusterSettings settings, ClusterStream stream) {
        return aeron.addExclusivePublication(
                ClusterChannels.publication(settings.channels().get(0), stream), settings.stream() + stream.ordinal());
    }

    public ClusterStats.Published stats() {
        return stats;
    }

    /** Of this feed node. */
    public int rank() {
        return rank;
    }

    /** Begins to publish. */
    public void start() {
        if (!spin) {
            publisher.wakeBy(new Doorbell(task -> LockSupport.unpark(thread), () -> {}));
        }
        thread.start();
    }

    private void turn() {
        worked = false;
        guard.run(publishing);
        if (spin) {
            spinning.idle(worked ? 1 : 0);
        } else if (!worked) {
            LockSupport.parkNanos(LONGEST_SLEEP_NS);
        }
    }

    private void publish() {
        int asked = requests.poll(onRequest, REQUESTS_A_TURN);
        long nowNs = System.nanoTime();
        worked = publisher.turn(nowNs) || asked > 0;
        if (nowNs - countedNs >= NodeChoice.HEARTBEAT_NS) {
            countedNs = nowNs;
            driver.tell(stats.transport);
        }
    }

    /** Ends the thread and Aeron; blocks a moment. */
    @Override
    public void close() {
        driver.close();
    }
}
