package io.quotegate.gateway.session.admission;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** How many connections the descriptors of this process leave room for. Any thread. */
final class Descriptors {
    private static final long LOOK_NS = 1_000_000_000;
    /** Left for what opens for a moment, and for clients that are told why they are not let in. */
    private static final int SPARE_PART = 20;

    private static final int LEAST_SPARE = 16;

    private final int limit;
    private final IntSupplier connections;
    private final AtomicLong lookedNs = new AtomicLong(System.nanoTime() - LOOK_NS);

    private volatile int room;

    /**
     * @param limit       how many this process may have
     * @param connections how many connections are open
     */
    Descriptors(int limit, IntSupplier connections) {
        this.limit = limit;
        this.connections = connections;
        room();
    }

    private static @Nullable UnixOperatingSystemMXBean system() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix ? unix : null;
    }

    /** How many are kept for what else there is. */
    int spare() {
        return Math.max(LEAST_SPARE, limit / SPARE_PART);
    }

    /**
     * How many connections there can be beside all else that is open. Counting takes the kernel as long as there are many,
     * so it is done once a second, and only where they may become scarce.
     */
    int room() {
        long nowNs = System.nanoTime();
        long before = lookedNs.get();
        int open = connections.getAsInt();
        UnixOperatingSystemMXBean system = system();
        if (system != null && open >= room / 2 && nowNs - before >= LOOK_NS && lookedNs.compareAndSet(before, nowNs)) {
            long own = Math.max(0, system.getOpenFileDescriptorCount() - open);
            room = (int) Math.max(0, limit - own - spare());
        }
        return room;
    }
}
