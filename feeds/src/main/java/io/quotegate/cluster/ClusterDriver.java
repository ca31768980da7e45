package io.quotegate.cluster;

import io.aeron.Aeron;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.exceptions.ConductorServiceTimeoutException;
import io.aeron.exceptions.DriverTimeoutException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.agrona.ErrorHandler;
import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.BusySpinIdleStrategy;
import org.agrona.concurrent.IdleStrategy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Aeron in this process: its client, and the media driver that it speaks with, unless another process runs one. Any thread.
 */
final class ClusterDriver implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterDriver.class);

    /** An image of which nothing comes ends, and is made anew where the feed node is by then. */
    private static final long IMAGE_LIVENESS_NS = TimeUnit.SECONDS.toNanos(1);

    private static final long CLIENT_LIVENESS_NS = TimeUnit.SECONDS.toNanos(10);
    private static final long LEAST_PARK_NS = 1_000;
    private static final long MOST_PARK_NS = 100_000;

    private final @Nullable MediaDriver driver; // null where another process runs it
    private final Aeron aeron;

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

    /** Ends both; blocks a moment. */
    @Override
    public void close() {
        aeron.close();
        if (driver != null) {
            driver.close();
        }
    }
}
