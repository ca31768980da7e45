package io.quotegate.cluster;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.driver.status.SystemCounterDescriptor;
import io.aeron.exceptions.ConductorServiceTimeoutException;
import io.aeron.exceptions.DriverTimeoutException;
import java.nio.file.Path;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Aeron in this process: its client, the media driver that it speaks with, unless another process runs one, and the thread
 * that works with them, which ends before they do. Any thread.
 */
final class ClusterDriver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterDriver.class);

    /** An image of which nothing comes ends, and is made anew where the feed node is by then. */
    private static final long IMAGE_LIVENESS_NS = TimeUnit.SECONDS.toNanos(1);

    private static final long CLIENT_LIVENESS_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long LEAST_PARK_NS = 1_000;
    private static final long MOST_PARK_NS = 100_000;
    private static final long CLOSE_WITHIN_MS = 2_000;

    private final @Nullable MediaDriver driver; // null where another process runs it
    private final Aeron aeron;

    private @Nullable Thread worker; // whoever makes it closes us
    private volatile boolean ending; // orders nothing: the worker looks every turn

    private ClusterDriver(@Nullable MediaDriver driver, Aeron aeron) {
        this.driver = driver;
        this.aeron = aeron;
    }

    /** Starts a driver, or finds the one that {@code settings} name. */
    static ClusterDriver open(ClusterSettings settings) {
        if (!settings.driver().equals(ClusterSettings.EMBEDDED)) {
            LOG.info("Aeron's media driver is the one in {}", settings.driver());
            return new ClusterDriver(null, connect(settings.driver()));
        }
        MediaDriver driver = MediaDriver.launch(context(settings, DriverDirectory.choose()));
        try {
            return new ClusterDriver(driver, connect(driver.aeronDirectoryName()));
        } catch (RuntimeException e) {
            driver.close();
            throw e;
        }
    }

    private static MediaDriver.Context context(ClusterSettings settings, Path directory) {
        MediaDriver.Context context = new MediaDriver.Context()
                .aeronDirectoryName(directory.toString())
                .dirDeleteOnStart(true)
                .dirDeleteOnShutdown(true)
                .termBufferSparseFile(true)
                .lowStorageWarningThreshold(DriverDirectory.NEEDED_BYTES / 4)
                .imageLivenessTimeoutNs(IMAGE_LIVENESS_NS)
                .clientLivenessTimeoutNs(CLIENT_LIVENESS_NS)
                .errorHandler(errors());
        if (settings.spin()) {
            return context.threadingMode(ThreadingMode.DEDICATED)
                    .conductorIdleStrategy(backOff())
                    .senderIdleStrategy(BusySpinIdleStrategy.INSTANCE)
                    .receiverIdleStrategy(BusySpinIdleStrategy.INSTANCE);
        }
        return context.threadingMode(ThreadingMode.SHARED).sharedIdleStrategy(backOff());
    }

    private static Aeron connect(String directory) {
        return Aeron.connect(new Aeron.Context().aeronDirectoryName(directory).errorHandler(errors()));
    }

    private static ErrorHandler errors() {
        return error -> {
            if (error instanceof DriverTimeoutException || error instanceof ConductorServiceTimeoutException) {
                LOG.warn("Aeron: {}", error.getMessage());
            } else {
                LOG.warn("Aeron: {}", error.toString());
            }
        };
    }

    /** What a thread does that has nothing to do, where threads may sleep. */
    static IdleStrategy idle(boolean spin) {
        return spin ? BusySpinIdleStrategy.INSTANCE : backOff();
    }

    private static IdleStrategy backOff() {
        return new BackoffIdleStrategy(10, 20, LEAST_PARK_NS, MOST_PARK_NS);
    }

    Aeron aeron() {
        return aeron;
    }

    /** The one thread that works with Aeron, to be started: takes one {@code turn} after another until we are closed. */
    Thread worker(ThreadFactory threads, Runnable turn) {
        Thread thread = threads.newThread(() -> {
            while (!ending) {
                turn.run();
            }
        });
        worker = thread;
        return thread;
    }

    /** Sets what the driver has counted since it runs, of all that it carries. */
    void tell(AtomicReference<ClusterStats.Transport> counts) {
        if (aeron.isClosed()) {
            return; // what they were in is not ours any more
        }
        counts.set(new ClusterStats.Transport(
                count(SystemCounterDescriptor.BYTES_SENT),
                count(SystemCounterDescriptor.BYTES_RECEIVED),
                count(SystemCounterDescriptor.NAK_MESSAGES_SENT),
                count(SystemCounterDescriptor.NAK_MESSAGES_RECEIVED),
                count(SystemCounterDescriptor.RETRANSMITS_SENT),
                count(SystemCounterDescriptor.SENDER_FLOW_CONTROL_LIMITS),
                count(SystemCounterDescriptor.FLOW_CONTROL_OVER_RUNS),
                count(SystemCounterDescriptor.SHORT_SENDS),
                count(SystemCounterDescriptor.ERRORS)));
    }

    private long count(SystemCounterDescriptor counter) {
        return aeron.countersReader().getCounterValue(counter.id());
    }

    /** Ends all of it, the thread first; blocks a moment. */
    @Override
    public void close() {
        ending = true;
        if (worker != null) {
            try {
                worker.join(CLOSE_WITHIN_MS); // returns at once if it was never started
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        aeron.close();
        if (driver != null) {
            driver.close();
        }
    }
}
