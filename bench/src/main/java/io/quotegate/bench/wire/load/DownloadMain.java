package io.quotegate.bench.wire.load;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quotegate.bench.wire.server.ControlInput;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The process of downloads. Its input is a line of {@link DownloadPlan} as JSON, answered by {@code open N} when bytes
 * have come to each of them, then lines {@code bytes}, each answered by {@code bytes N}, what has come since the start;
 * a failure is a line {@code failed WHY}. It ends when its input does.
 */
public final class DownloadMain {
    private static final long SECOND_NS = TimeUnit.SECONDS.toNanos(1);

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
            daemon(() -> downloadOnAndOn(way, begun));
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

    private void downloadOnAndOn(DownloadWay way, CountDownLatch begun) throws IOException, InterruptedException {
        DownloadPlan plan = requireNonNull(this.plan);
        Pace pace = new Pace(plan, begun);
        while (true) {
            long size = way.download(plan.port(), plan.name(), pace);
            if (size != plan.sizeBytes() || pace.ended() != size) {
                throw new IOException(way + ": a file of " + size + " bytes (expected: " + plan.sizeBytes() + ')');
            }
        }
    }

    /** Takes bytes at the pace of one download; what was waited for too long is not caught up. */
    private final class Pace implements DownloadWay.Meter {
        private final double nsPerByte;
        private final CountDownLatch begun;
        private long taken; // of this download
        private boolean first = true;
        private long dueNs;

        Pace(DownloadPlan plan, CountDownLatch begun) {
            nsPerByte = plan.bytesPerSecond() == 0 ? 0 : (double) SECOND_NS * plan.downloads() / plan.bytesPerSecond();
            this.begun = begun;
        }

        @Override
        public void onBytes(int count) {
            bytes.addAndGet(count);
            taken += count;
            if (first) {
                first = false;
                begun.countDown();
            }
            long nowNs = System.nanoTime();
            dueNs = Math.max(dueNs, nowNs - SECOND_NS / 10) + Math.round(count * nsPerByte);
            if (nsPerByte > 0 && dueNs > nowNs) {
                LockSupport.parkNanos(dueNs - nowNs);
            }
        }

        /** How much came of the download that has just ended. */
        long ended() {
            long all = taken;
            taken = 0;
            return all;
        }
    }
}
