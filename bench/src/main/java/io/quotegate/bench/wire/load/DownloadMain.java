package io.quotegate.bench.wire.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quotegate.bench.wire.server.ControlInput;
import io.quotegate.testkit.DownloadWay;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The process of downloads. Its input is a line of {@link DownloadPlan} as JSON, answered by {@code open N} when each
 * of them has begun, then lines {@code bytes}, each answered by {@code bytes N}, what has come since the start;
 * a failure is a line {@code failed WHY}. It ends when its input does.
 */
public final class DownloadMain {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);
    private static final long MOST_BEHIND_NS = SECOND_NS / 10;
    private static final int BUFFER_BYTES = 64 * 1024;

    private final AtomicLong bytes = new AtomicLong();
    private @Nullable DownloadPlan plan;

    private DownloadMain() {}

    public static void main(String[] arguments) throws IOException {
        ControlInput.run(new DownloadMain()::onCommand);
    }

    private void onCommand(String command) throws IOException {
        if (plan == null) {
            plan = new ObjectMapper().readValue(command, DownloadPlan.class);
            start(plan);
        } else if (command.equals("bytes")) {
            System.out.println("bytes " + bytes.get());
        }
    }

    private void start(DownloadPlan plan) {
        CountDownLatch begun = new CountDownLatch(plan.downloads());
        for (int i = 0; i < plan.downloads(); i++) {
            DownloadWay way = DownloadWay.values()[i % DownloadWay.values().length];
            daemon(() -> downloadOnAndOn(plan, way, begun));
        }
        daemon(() -> {
            begun.await();
            System.out.println("open " + plan.downloads());
        });
    }

    /** What a thread does. */
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException | InterruptedException | RuntimeException e) {
                System.out.println("failed " + e);
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void downloadOnAndOn(DownloadPlan plan, DownloadWay way, CountDownLatch begun) throws IOException {
        Pace pace = new Pace(plan);
        Runnable onOpen = begun::countDown;
        while (true) {
            long size = download(plan, way, pace, onOpen);
            if (size != plan.sizeBytes()) {
                throw new IOException(way + ": a file of " + size + " bytes (expected: " + plan.sizeBytes() + ')');
            }
            onOpen = () -> {}; // it has begun
        }
    }

    private long download(DownloadPlan plan, DownloadWay way, Pace pace, Runnable onOpen) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        long size = 0;
        try (InputStream in = way.open(new InetSocketAddress("127.0.0.1", plan.port()), plan.name(), 0)) {
            onOpen.run();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                size += count;
                bytes.addAndGet(count);
                pace.onBytes(count);
            }
        }
        return size;
    }

    /** The pace of one download; what was waited for too long is not caught up. */
    private static final class Pace {
        private final double nsPerByte;
        private long dueNs = System.nanoTime();

        Pace(DownloadPlan plan) {
            nsPerByte = plan.bytesPerSecond() == 0 ? 0 : (double) SECOND_NS * plan.downloads() / plan.bytesPerSecond();
        }

        void onBytes(int count) {
            long nowNs = System.nanoTime();
            dueNs = Math.max(dueNs, nowNs - MOST_BEHIND_NS) + Math.round(count * nsPerByte);
            if (dueNs > nowNs) {
                LockSupport.parkNanos(dueNs - nowNs);
            }
        }
    }
}
