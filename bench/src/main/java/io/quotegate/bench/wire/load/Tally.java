package io.quotegate.bench.wire.load;

import java.util.Map;
import java.util.TreeMap;
import org.HdrHistogram.Histogram;

/** What the connections of a load counted in a window. Confined to their event loop. */
final class Tally {
    private static final long HIGHEST_NS = 600_000_000_000L;
    private static final int DIGITS = 3;

    private final Histogram latencyNs = new Histogram(HIGHEST_NS, DIGITS);
    private final Map<String, Integer> closed = new TreeMap<>(); // since the start

    private long messages;
    private long bytes;
    private long checked;
    private long missed;
    private long drops;
    private long unexplained;

    /** A new window begins. */
    void reset() {
        latencyNs.reset();
        messages = 0;
        bytes = 0;
        checked = 0;
        missed = 0;
        drops = 0;
        unexplained = 0;
    }

    void message(int length) {
        messages++;
        bytes += length;
    }

    void latency(long ns) {
        latencyNs.recordValue(Math.max(0, Math.min(ns, HIGHEST_NS)));
    }

    /** A message was found to come after {@code gap} others that did not come, of which it tells {@code told}. */
    void checked(long gap, long told) {
        checked++;
        missed += gap;
        drops += told;
        if (gap != told) {
            unexplained++;
        }
    }

    void closed(String how) {
        closed.merge(how, 1, Integer::sum);
    }

    /** What was counted, of a window of {@code seconds}. */
    WindowReport report(double seconds, double serverCpuSeconds, long serverRssBytes, int open, Spread spread) {
        return new WindowReport(
                seconds,
                messages,
                bytes,
                spread.least(),
                spread.most(),
                spread.reached(),
                latency(),
                checked,
                missed,
                drops,
                unexplained,
                serverCpuSeconds,
                serverRssBytes,
                open,
                Map.copyOf(closed));
    }

    private Latency latency() {
        return new Latency(
                latencyNs.getTotalCount(),
                microseconds(latencyNs.getValueAtPercentile(50)),
                microseconds(latencyNs.getValueAtPercentile(99)),
                microseconds(latencyNs.getValueAtPercentile(99.9)),
                microseconds(latencyNs.getMaxValue()));
    }

    private static double microseconds(long ns) {
        return ns / 1e3;
    }

    /**
     * How many messages the connection with the fewest, and the one with the most, had in the window, and how many
     * connections had any.
     */
    record Spread(long least, long most, int reached) {}
}
