package io.quotegate.gateway.session.admission;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * Ends the connections that hold most when memory is short, the largest first, until it is not. Each event loop ends its
 * own, and of those only what is not small beside what others have. Confined to its event loop.
 */
public final class Shedding {
    /** Ending what holds less gives back nothing. */
    private static final long LEAST_BYTES = 16 * 1024;

    private final MemoryGauge memory;
    private final AtomicLongArray largest; // what any connection of a loop holds, by loop, when it was looked at last
    private final int loop;

    /**
     * @param largest shared by all event loops
     * @param loop    which of them this is
     */
    public Shedding(MemoryGauge memory, AtomicLongArray largest, int loop) {
        this.memory = memory;
        this.largest = largest;
        this.loop = loop;
    }

    /** Where there is always enough. */
    public static Shedding never() {
        return new Shedding(MemoryGauge.PLENTY, new AtomicLongArray(1), 0);
    }

    /** Whether some connection is to be ended. */
    public boolean isDue() {
        return memory.isShort();
    }

    /**
     * Ends those of {@code connections} that hold most, if any is to be.
     *
     * @param spared one that is being served, if any is
     */
    public void run(List<? extends Holder> connections, @Nullable Holder spared) {
        if (!isDue()) {
            largest.lazySet(loop, 0);
            return;
        }
        List<Share> shares = new ArrayList<>();
        for (Holder connection : connections) {
            long bytes = connection.keptBytes();
            if (bytes >= LEAST_BYTES && connection != spared && !connection.isEnding()) {
                shares.add(new Share(connection, bytes));
            }
        }
        shares.sort(Comparator.comparingLong(Share::bytes).reversed());
        largest.set(loop, shares.isEmpty() ? 0 : shares.get(0).bytes());
        long least = largestOfAll() / 2;
        for (Share share : shares) {
            if (share.bytes() < least || memory.isRelieved()) {
                break;
            }
            share.holder().shed();
        }
    }

    private long largestOfAll() {
        long bytes = 0;
        for (int i = 0; i < largest.length(); i++) {
            bytes = Math.max(bytes, largest.get(i));
        }
        return bytes;
    }

    private record Share(Holder holder, long bytes) {}

    /** Who holds memory because its client does not take what it was sent. */
    public interface Holder {
        /** How much, whoever keeps it. */
        long keptBytes();

        boolean isEnding();

        /** Ends it at once, and gives back what it holds. */
        void shed();
    }
}
