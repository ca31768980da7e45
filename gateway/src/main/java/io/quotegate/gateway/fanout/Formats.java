package io.quotegate.gateway.fanout;

import io.netty.buffer.ByteBufAllocator;
import io.quotegate.fault.FaultGuard;
import io.quotegate.gateway.fanout.deflate.GroupStreams;
import io.quotegate.gateway.session.ConnectionMetrics;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The groups of subscribers in each format that any of them wants. Confined to its event loop. */
final class Formats {
    private final int topicCount;
    private final ConnectionMetrics metrics;
    private final GroupStreams streams;
    private final @Nullable FormatGroups[] byFormat = new FormatGroups[WireFormat.count()]; // made when first wanted
    private final List<FormatGroups> used = new ArrayList<>();

    /** @param streams of the event loop's groups */
    Formats(int topicCount, ConnectionMetrics metrics, GroupStreams streams) {
        this.topicCount = topicCount;
        this.metrics = metrics;
        this.streams = streams;
    }

    void join(Subscriber subscriber) {
        if (subscriber.format().takesOver()) {
            subscriber.format(subscriber.format().compressed(compression(subscriber)));
        }
        groups(subscriber.format()).join(subscriber);
    }

    /**
     * All parts of a client share the window that it looks back in: where one is in a stream, the others are sent nothing
     * that is compressed, and where one is not, no other is.
     */
    private WireFormat.Compression compression(Subscriber subscriber) {
        boolean apart = false;
        for (Subscriber other : subscriber.parts()) {
            if (other.member().isInStream()) {
                return WireFormat.Compression.NONE;
            }
            apart |= !other.wanted().isEmpty() && other.format().isDeflated();
        }
        boolean streamed = !apart && (groups(subscriber.format()).hasGroupOf(subscriber.wanted()) || streams.hasFree());
        return streamed ? WireFormat.Compression.STREAM : WireFormat.Compression.EACH;
    }

    void leave(Subscriber subscriber) {
        groups(subscriber.format()).leave(subscriber);
    }

    /** Forgets those of which nobody wants anything any more; not amid a batch. */
    void dropUnwanted() {
        used.removeIf(groups -> {
            boolean unwanted = groups.isEmpty();
            if (unwanted) {
                byFormat[groups.format().ordinal()] = null;
            }
            return unwanted;
        });
    }

    private FormatGroups groups(WireFormat format) {
        FormatGroups groups = byFormat[format.ordinal()];
        if (groups == null) {
            groups = new FormatGroups(format, topicCount, metrics, streams);
            byFormat[format.ordinal()] = groups;
            used.add(groups);
        }
        return groups;
    }

    /** How many formats there are, or were and are not forgotten. */
    int count() {
        return used.size();
    }

    FormatGroups get(int i) {
        return used.get(i);
    }

    /** Whether any subscriber wants {@code topic}. */
    boolean isWanted(int topic) {
        for (int i = 0; i < used.size(); i++) {
            if (used.get(i).isWanted(topic)) {
                return true;
            }
        }
        return false;
    }

    /** Whether no subscriber wants anything. */
    boolean isEmpty() {
        for (int i = 0; i < used.size(); i++) {
            if (!used.get(i).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /** Hands every group its part of its format's batch; how many drops members were told of. */
    long deliver(ByteBufAllocator allocator, FaultGuard guard) {
        long drops = 0;
        for (int i = 0; i < used.size(); i++) {
            drops += used.get(i).deliver(allocator, guard);
        }
        return drops;
    }

    /** Sends those who missed something the newest of it; whether nobody waits for it any more. */
    boolean catchUp(FaultGuard guard) {
        boolean done = true;
        for (int i = 0; i < used.size(); i++) {
            done &= used.get(i).catchUp(guard);
        }
        return done;
    }

    /** Closes the connections that were promised everything of topics of which {@code lost} is true. */
    void endModeAll(Predicate<BitSet> lost, FaultGuard guard) {
        used.forEach(groups -> groups.endModeAll(lost, guard));
    }

    /**
     * Flushes of connections that carry several subscribers, each once when a batch has been handed to all: as part of the
     * batch, so that the next begins no sooner than clients have this one.
     */
    static final class Flushes {
        private final FaultGuard guard;
        private final List<Runnable> awaited = new ArrayList<>();

        private boolean handingOut;

        Flushes(FaultGuard guard) {
            this.guard = guard;
        }

        void begin() {
            handingOut = true;
        }

        /** Has {@code flush} run when the batch has been handed out; false between batches. */
        boolean add(Runnable flush) {
            return handingOut && awaited.add(flush);
        }

        void end() {
            handingOut = false;
            for (Runnable flush : awaited) {
                guard.attempt(flush);
            }
            awaited.clear();
        }
    }
}
