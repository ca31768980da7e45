package io.quotegate.gateway.fanout;

import io.quotegate.api.PushChannel;
import io.quotegate.fault.FaultGuard;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Who wants all pairs of a channel, those that are added later among them, until it wants none of the channel any more.
 * Confined to its event loop.
 */
final class EveryPair {
    private final Topics topics;
    private final FaultGuard guard;
    private final Map<Subscriber, Map<PushChannel, Wish>> wishes = new HashMap<>();

    /**
     * What one client wants of one channel.
     *
     * @param without pairs that it does not want all the same
     * @param take    subscribes it to some more
     */
    private record Wish(BitSet without, Consumer<BitSet> take) {}

    EveryPair(Topics topics, FaultGuard guard) {
        this.topics = topics;
        this.guard = guard;
    }

    /** {@code subscriber}, a whole one, wants all pairs of {@code channel}, in place of what it said before. */
    void add(Subscriber subscriber, PushChannel channel, Consumer<BitSet> take) {
        wishes.computeIfAbsent(subscriber, missing -> new EnumMap<>(PushChannel.class))
                .put(channel, new Wish(new BitSet(), take));
    }

    /** It has none of these any more, and wants all others as before, unless it has none of the channel at all now. */
    void leaveOut(Subscriber subscriber, PushChannel channel, BitSet instrumentIds) {
        Map<PushChannel, Wish> its = wishes.get(subscriber);
        Wish wish = its == null ? null : its.get(channel);
        if (its == null || wish == null) {
            return;
        }
        wish.without.or(instrumentIds);
        if (!topics.all(channel).intersects(subscriber.wantedInAll())) {
            its.remove(channel);
        }
    }

    void remove(Subscriber subscriber) {
        wishes.remove(subscriber);
    }

    /** These pairs are served now: whoever wants all has them from now on. */
    void onAdded(BitSet instrumentIds) {
        List.copyOf(wishes.keySet()).forEach(subscriber -> {
            try {
                give(subscriber, instrumentIds);
            } catch (Throwable fault) {
                guard.caught(fault);
            }
        });
    }

    private void give(Subscriber subscriber, BitSet instrumentIds) {
        Map.copyOf(wishes.getOrDefault(subscriber, Map.of())).forEach((channel, wish) -> {
            BitSet wanted = subscriber.wantedInAll();
            BitSet more = new BitSet();
            instrumentIds.stream()
                    .filter(id -> !wish.without.get(id)
                            && !topics.of(channel, only(id)).intersects(wanted))
                    .forEach(more::set);
            if (!more.isEmpty()) {
                wish.take.accept(more);
            }
        });
        subscriber.outlet().flush();
    }

    private static BitSet only(int instrumentId) {
        BitSet ids = new BitSet();
        ids.set(instrumentId);
        return ids;
    }
}
