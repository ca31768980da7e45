package io.quotegate.memory;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;

/**
 * How direct memory is divided. Knows nothing of Netty, which reads its part when its first class is loaded. Immutable:
 * any thread.
 *
 * @param nettyBytes most that Netty may have, for venues, the fan-out and clients
 * @param feedBytes  of it, what venues have for themselves
 * @param loopBytes  of it, what the fan-out of each event loop has for itself
 */
public record DirectMemory(long nettyBytes, int feedBytes, int loopBytes) {
    private static final String NETTY_LIMIT = "io.netty.maxDirectMemory";

    private static final String CHUNK_ORDER = "io.netty.allocator.maxOrder";
    private static final String SMALL_CHUNK_ORDER =
            "7"; // 1 MiB: what one event loop leaves free of a chunk no other has

    private static final int MIB = 1 << 20;
    private static final long LITTLE_BYTES = 256 * MIB;
    private static final int MOST_RESERVED_BYTES = 4 * MIB; // a chunk of Netty's pool
    private static final int LEAST_RESERVED_BYTES = MIB / 4;
    private static final long LEAST_NETTY_BYTES = 8 * MIB;
    private static final long LEAST_JDK_BYTES = 4 * MIB;
    /** The JDK takes memory for files and for asking venues over REST: this part of all, beside the ring. */
    private static final int JDK_PART = 16;
    /** The reserves take no more than this part of what Netty may have. */
    private static final int RESERVED_PART = 4;

    /**
     * Divides {@code allBytes}.
     *
     * @param ringBytes what the rings and what is beside them take
     * @param loops     how many event loops serve clients
     * @throws IllegalArgumentException if that is too little
     */
    public static DirectMemory of(long allBytes, long ringBytes, int loops) {
        long netty = allBytes - ringBytes - Math.max(LEAST_JDK_BYTES, allBytes / JDK_PART);
        if (netty < LEAST_NETTY_BYTES) {
            throw new IllegalArgumentException("-XX:MaxDirectMemorySize: " + allBytes / MIB + "m (expected: at least "
                    + (ringBytes + LEAST_JDK_BYTES + LEAST_NETTY_BYTES + MIB - 1) / MIB + "m with a ring of "
                    + (ringBytes + MIB - 1) / MIB + "m)");
        }
        long each = Math.min(netty / RESERVED_PART / (loops + 1), MOST_RESERVED_BYTES);
        int reserved = Math.max(Integer.highestOneBit((int) each), LEAST_RESERVED_BYTES);
        return new DirectMemory(netty, reserved, reserved);
    }

    /** What the JVM lets this process have: {@code -XX:MaxDirectMemorySize}, or as much as the heap. */
    public static long ofProcess() {
        HotSpotDiagnosticMXBean vm = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        long given = Long.parseLong(vm.getVMOption("MaxDirectMemorySize").getValue());
        return given > 0 ? given : Runtime.getRuntime().maxMemory();
    }

    /**
     * Has Netty count for itself, unless the user told it what to do. To be called before any class of Netty is loaded:
     * where the JVM counts, whoever wants too much sleeps, on its event loop, until that fails.
     */
    public void limitNetty() {
        set(NETTY_LIMIT, Long.toString(nettyBytes));
        if (nettyBytes < LITTLE_BYTES) {
            set(CHUNK_ORDER, SMALL_CHUNK_ORDER);
        }
    }

    private static void set(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
