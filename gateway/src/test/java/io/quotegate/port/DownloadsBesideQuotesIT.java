package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Quotes to one client while twenty others download over all protocols, on one event loop. The downloads are paced, so
 * that it is the gateway that is measured, and not who gets the machine's cores: {@code -Dquotegate.downloadMiBs=N} is
 * how much they ask for together in a second.
 */
@Timeout(120)
class DownloadsBesideQuotesIT {
    private static final int DOWNLOADS = 20;
    private static final long MIB_PER_SECOND = Long.getLong("quotegate.downloadMiBs", 100);
    private static final int QUOTES = 3_000;
    private static final int SIZE = 8 * 1024 * 1024;
    private static final long BOUND_US = 50_000;

    @TempDir
    private Path offered;

    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicLong downloaded = new AtomicLong();

    @Test
    void doNotDelayThem() throws Exception {
        Files.write(offered.resolve("large.bin"), new byte[SIZE]);
        try (SimulatedMarket market = new SimulatedMarket(500, "server.event-loops=1", "files.dir=" + offered);
                RawSocket quotes = new RawSocket(market.gateway().address())) {
            quotes.sendFrame("{\"op\":\"subscribe\",\"channel\":\"quotes\",\"pairs\":[\"*\"],\"mode\":\"all\"}");
            measure(quotes, QUOTES / 3); // warms up
            long idleUs = measure(quotes, QUOTES);
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < DOWNLOADS; i++) {
                DownloadWay way = DownloadWay.values()[i % DownloadWay.values().length];
                Thread thread = new Thread(() -> download(way, market));
                threads.add(thread);
                thread.start();
            }
            measure(quotes, QUOTES / 3);
            long startNs = System.nanoTime();
            downloaded.set(0);
            long busyUs = measure(quotes, QUOTES);
            double seconds = (System.nanoTime() - startNs) / 1e9;
            stop.set(true);
            for (Thread thread : threads) {
                thread.join();
            }
            System.out.printf(
                    "quotes: p99 %d us idle, %d us beside %d downloads of %.0f MiB/s together%n",
                    idleUs, busyUs, DOWNLOADS, downloaded.get() / seconds / 1024 / 1024);
            assertThat(busyUs).isLessThan(Math.max(BOUND_US, 2 * idleUs));
        }
    }

    /** The 99th percentile of the time from the gateway's reading a quote to ours, in microseconds. */
    private static long measure(RawSocket quotes, int count) throws IOException {
        Histogram latencyUs = new Histogram(3);
        while (latencyUs.getTotalCount() < count) {
            JsonNode message = Talker.JSON.readTree(quotes.readFrame());
            long nowUs = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
            if (message.has("receiveTime")) {
                latencyUs.recordValue(
                        Math.max(0, nowUs - message.path("receiveTime").asLong()));
            }
        }
        return latencyUs.getValueAtPercentile(99);
    }

    private void download(DownloadWay way, SimulatedMarket market) {
        byte[] buffer = new byte[64 * 1024];
        long everyNs = TimeUnit.SECONDS.toNanos(1) * DOWNLOADS * buffer.length / (MIB_PER_SECOND * 1024 * 1024);
        while (!stop.get()) {
            try (InputStream in = way.open(market.gateway().address(), "large.bin", 0)) {
                long dueNs = System.nanoTime();
                for (int count = in.read(buffer); count >= 0 && !stop.get(); count = in.read(buffer)) {
                    downloaded.addAndGet(count);
                    dueNs += everyNs * count / buffer.length;
                    LockSupport.parkNanos(dueNs - System.nanoTime()); // the pace, not an effect
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
