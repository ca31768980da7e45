package io.quotegate.gateway.fanout;

import io.quotegate.market.Candle;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions of one client to candles that do not push yet: each waits for the candles there are, which come at the
 * right place between those that are pushed. One question at a time, so that a client costs no more than that. Confined to
 * its event loop.
 */
final class CandleWaits {
    private final Deque<Wait> waits = new ArrayDeque<>();

    private @Nullable Wait asked;

    /**
     * A subscription.
     *
     * @param wanted its topics, but for those that are not wanted any more
     * @param source has what it is given take the candles there are, on this event loop
     * @param join   lets it push, after these
     */
    record Wait(BitSet wanted, Consumer<Consumer<List<Candle>>> source, Consumer<List<Candle>> join) {}

    boolean isEmpty() {
        return waits.isEmpty();
    }

    /** What is waited for. */
    BitSet wanted() {
        BitSet all = new BitSet();
        waits.forEach(wait -> all.or(wait.wanted));
        return all;
    }

    /** How many more clients wait by that: one where this one did not. */
    int add(Wait wait) {
        int more = waits.isEmpty() ? 1 : 0;
        waits.add(wait);
        return more;
    }

    /** Nothing of {@code topics} is waited for any more; how many more clients wait by that: one less where this one did. */
    int drop(BitSet topics) {
        waits.forEach(wait -> wait.wanted.andNot(topics));
        boolean dropped = waits.removeIf(wait -> wait.wanted.isEmpty());
        return dropped && waits.isEmpty() ? -1 : 0;
    }

    /** Asks for what the first subscription waits for, unless an answer is on its way. */
    void ask() {
        Wait first = waits.peek();
        if (asked == null && first != null) {
            asked = first;
            first.source.accept(candles -> {
                asked = null;
                if (waits.peek() == first) { // else it was dropped
                    waits.remove();
                    first.join.accept(candles);
                }
                ask();
            });
        }
    }
}
