package io.quotegate.fault;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Every place of one gateway in which a fault is survived. Any thread. */
public final class Faults {
    private final List<FaultGuard> guards = new CopyOnWriteArrayList<>();

    /**
     * A guard for one loop, or for one task, of those that are called {@code where} in the log and in the metrics. Made
     * at start, once for each.
     */
    public FaultGuard at(String where) {
        FaultGuard guard = new FaultGuard(where);
        guards.add(guard);
        return guard;
    }

    /** How many faults there were at each place. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        guards.forEach(guard -> counts.merge(guard.where(), guard.count(), Long::sum));
        return counts;
    }

    /** The places that do nothing but fail: {@value FaultGuard#BROKEN_AFTER} turns in a row, and none since. */
    public List<String> broken() {
        return guards.stream()
                .filter(FaultGuard::isBroken)
                .map(FaultGuard::where)
                .distinct()
                .sorted()
                .toList();
    }
}
