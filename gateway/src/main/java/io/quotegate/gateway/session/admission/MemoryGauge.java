package io.quotegate.gateway.session.admission;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.internal.PlatformDependent;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;

/**
 * Tells whether more memory is in use than may be, direct memory or heap, before any allocation fails. Looking costs one
 * read of the clock and of a counter for as long as there is plenty. Any thread.
 */
public final class MemoryGauge {
    /** Where there is always enough. */
    public static final MemoryGauge PLENTY = new MemoryGauge(() -> false, () -> true);

    /**
     * What is in use leaves gaps, in which not every buffer finds room, and more of them where answers of many connections
     * stand between one another, since these take turns: so much more of the pool is as good as in use.
     */
    private static final double GAPS = 2;

    /** Whoever makes room makes so much more of it, so as not to be asked again at once. */
    private static final double RELIEF = 0.95;

    private final BooleanSupplier isShort;
    private final BooleanSupplier isRelieved;

    private MemoryGauge(BooleanSupplier isShort, BooleanSupplier isRelieved) {
        this.isShort = isShort;
        this.isRelieved = isRelieved;
    }

    /** Of something else. */
    static MemoryGauge of(BooleanSupplier isShort) {
        return new MemoryGauge(isShort, () -> !isShort.getAsBoolean());
    }

    /**
     * Of this process.
     *
     * @param part       of direct memory and of heap that may be in use; asked anew each time
     * @param reserves   the allocators that clients cannot take from, whose memory is in use whether it is or not
     * @param clients    theirs
     */
    public static MemoryGauge ofProcess(
            DoubleSupplier part, List<PooledByteBufAllocator> reserves, PooledByteBufAllocator clients) {
        Heap heap = new Heap(part);
        DoubleSupplier mostBytes = () -> PlatformDependent.maxDirectMemory() * part.getAsDouble();
        return new MemoryGauge(
                () -> heap.isShort() || isInUse((long) mostBytes.getAsDouble(), reserves, clients),
                () -> !heap.isShort() && !isInUse((long) (mostBytes.getAsDouble() * RELIEF), reserves, clients));
    }

    private static boolean isInUse(long bytes, List<PooledByteBufAllocator> reserves, PooledByteBufAllocator clients) {
        return PlatformDependent.usedDirectMemory() >= bytes && inUseBytes(reserves, clients) >= bytes;
    }

    /** A pool keeps what it was given back: that is not in use. */
    private static double inUseBytes(List<PooledByteBufAllocator> reserves, PooledByteBufAllocator clients) {
        double bytes = clients.pinnedDirectMemory() * GAPS;
        for (PooledByteBufAllocator reserve : reserves) {
            bytes += reserve.metric().usedDirectMemory();
        }
        return bytes;
    }

    /** Whether more is in use than may be. */
    public boolean isShort() {
        return isShort.getAsBoolean();
    }

    /** Whether so much less is in use again that nobody need be ended. */
    public boolean isRelieved() {
        return isRelieved.getAsBoolean();
    }

    /** What was left of the heap after the last collection, whichever it was. */
    private static final class Heap {
        private static final long LOOK_NS = 100_000_000;

        private final DoubleSupplier part;
        private final List<GarbageCollectorMXBean> collectors =
                ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class);
        private final Set<String> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .map(MemoryPoolMXBean::getName)
                .collect(Collectors.toSet());

        private volatile long lookedNs = System.nanoTime() - LOOK_NS; // whoever looks first does so for all
        private volatile boolean isShort;

        Heap(DoubleSupplier part) {
            this.part = part;
        }

        boolean isShort() {
            long nowNs = System.nanoTime();
            if (nowNs - lookedNs >= LOOK_NS) {
                lookedNs = nowNs;
                isShort = leftBytes() >= Runtime.getRuntime().maxMemory() * part.getAsDouble();
            }
            return isShort;
        }

        private long leftBytes() {
            GcInfo last = null;
            for (GarbageCollectorMXBean collector : collectors) {
                GcInfo info = collector.getLastGcInfo();
                if (info != null && (last == null || info.getEndTime() > last.getEndTime())) {
                    last = info;
                }
            }
            return last == null
                    ? 0
                    : last.getMemoryUsageAfterGc().entrySet().stream()
                            .filter(pool -> pools.contains(pool.getKey()))
                            .mapToLong(pool -> pool.getValue().getUsed())
                            .sum();
        }
    }
}
