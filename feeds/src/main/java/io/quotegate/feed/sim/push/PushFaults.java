package io.quotegate.feed.sim.push;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * What can go wrong with pushes on their way out: some are lost, swapped, sent twice or late. Confined to the venue's
 * loop.
 */
public final class PushFaults {
    /** Delayed pushes beyond which a replay is held back. */
    private static final int MANY_DELAYED = 4096;
    /** Pushes let by while the last one to be lost should be a trade. */
    private static final int MOST_LET_BY = 500;

    private final Consumer<HeldPush> outlet;
    private final Map<Topic, HeldPush> firstOfPair = new LinkedHashMap<>();
    private final Queue<Delayed> delayed = new ArrayDeque<>();

    private int missing; // how many pushes are still to be lost
    private boolean tradeMissed; // among those of the present gap
    private int letBy; // likewise, waiting for a trade
    private long reorderUntilNs;
    private long duplicateUntilNs;
    private long slowUntilNs;
    private long delayNs;
    private boolean active;

    private record Delayed(HeldPush push, long dueNs) {}

    /** @param outlet sends a push at last */
    PushFaults(Consumer<HeldPush> outlet, long nowNs) {
        this.outlet = outlet;
        reorderUntilNs = nowNs;
        duplicateUntilNs = nowNs;
        slowUntilNs = nowNs;
    }

    /** Whether pushes must pass through here. */
    boolean isActive() {
        return active;
    }

    /** Whether so many are delayed that no more should come. */
    boolean isFull() {
        return delayed.size() >= MANY_DELAYED;
    }

    /** Loses the next {@code count} pushes, a trade among them if there are any, so that trade numbers tell of it. */
    public void loseNext(int count) {
        missing = count;
        tradeMissed = false;
        letBy = 0;
        active = true;
    }

    /** Swaps each two consecutive pushes of a topic. */
    public void reorder(long nowNs, Duration duration) {
        reorderUntilNs = nowNs + duration.toNanos();
        active = true;
    }

    /** Sends each push twice. */
    public void duplicate(long nowNs, Duration duration) {
        duplicateUntilNs = nowNs + duration.toNanos();
        active = true;
    }

    /** Sends each push {@code delay} late. */
    public void slowDown(long nowNs, Duration duration, Duration delay) {
        slowUntilNs = nowNs + duration.toNanos();
        delayNs = delay.toNanos();
        active = true;
    }

    /** Takes a push that has subscribers. */
    void push(HeldPush push, long nowNs) {
        if (isLost(push.topic())) {
            return;
        }
        if (nowNs - reorderUntilNs >= 0) {
            sendOn(push, nowNs);
            return;
        }
        HeldPush first = firstOfPair.remove(push.topic());
        if (first == null) {
            firstOfPair.put(push.topic(), push);
        } else {
            sendOn(push, nowNs);
            sendOn(first, nowNs);
        }
    }

    private boolean isLost(Topic topic) {
        if (missing == 0) {
            return false;
        }
        boolean keptForTrade = missing == 1 && !tradeMissed && !topic.carriesTrades();
        if (keptForTrade && letBy++ < MOST_LET_BY) {
            return false;
        }
        missing--;
        tradeMissed |= topic.carriesTrades();
        return true;
    }

    private void sendOn(HeldPush push, long nowNs) {
        delayOrSend(push, nowNs);
        if (nowNs - duplicateUntilNs < 0) {
            delayOrSend(push, nowNs);
        }
    }

    private void delayOrSend(HeldPush push, long nowNs) {
        boolean slow = nowNs - slowUntilNs < 0;
        if (slow || !delayed.isEmpty()) { // none overtakes another
            delayed.add(new Delayed(push, slow ? nowNs + delayNs : nowNs));
        } else {
            outlet.accept(push);
        }
    }

    /** Sends what has become due. */
    public void tick(long nowNs) {
        if (!active) {
            return;
        }
        boolean reordering = nowNs - reorderUntilNs < 0;
        if (!reordering && !firstOfPair.isEmpty()) {
            List<HeldPush> left = new ArrayList<>(firstOfPair.values());
            firstOfPair.clear();
            left.forEach(push -> sendOn(push, nowNs));
        }
        for (Delayed head = delayed.peek(); head != null && nowNs - head.dueNs() >= 0; head = delayed.peek()) {
            delayed.remove();
            outlet.accept(head.push());
        }
        boolean timed = reordering || nowNs - duplicateUntilNs < 0 || nowNs - slowUntilNs < 0;
        active = timed || missing > 0 || !delayed.isEmpty();
    }
}
