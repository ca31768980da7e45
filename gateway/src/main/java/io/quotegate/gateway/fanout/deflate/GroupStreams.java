package io.quotegate.gateway.fanout.deflate;

import io.quotegate.gateway.session.ConnectionMetrics;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one event loop's groups, of which there are so many at most: each takes some 260 KiB, and time for each
 * message of its group. Confined to its event loop.
 */
public final class GroupStreams implements AutoCloseable {
    private final int most;
    private final ConnectionMetrics metrics;
    private final List<GroupStream> taken = new ArrayList<>();

    /** @param most how many; 0 for none at all */
    public GroupStreams(int most, ConnectionMetrics metrics) {
        this.most = most;
        this.metrics = metrics;
    }

    /** Whether there is ever one. */
    public boolean isAllowed() {
        return most > 0;
    }

    /** Whether there is one now; if not, that is counted. */
    public boolean hasFree() {
        boolean free = taken.size() < most;
        if (!free) {
            metrics.deflateRefusals.increment();
        }
        return free;
    }

    /** One that is free, to be {@linkplain #giveBack given back}. */
    public GroupStream take() {
        GroupStream stream = new GroupStream(metrics);
        taken.add(stream);
        metrics.deflateStreams.increment();
        return stream;
    }

    /** The group of {@code stream}, if it had one, is no more. */
    public void giveBack(@Nullable GroupStream stream) {
        if (stream != null && taken.remove(stream)) {
            stream.close();
            metrics.deflateStreams.decrement();
        }
    }

    @Override
    public void close() {
        List.copyOf(taken).forEach(this::giveBack);
    }
}
