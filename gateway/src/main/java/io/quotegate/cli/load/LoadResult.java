package io.quotegate.cli.load;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.HdrHistogram.Histogram;

/**
 * What came of a load test.
 *
 * @param latency nanoseconds from when each request was due to its answer, so that a stall counts for every request it
 *     delayed
 */
public record LoadResult(
        LoadPlan plan, Instant began, long sent, long answered, long errors, double seconds, Histogram latency) {
    /** The share of the wanted rate that must be reached. */
    private static final double ENOUGH = 0.99;

    private static final double NS_PER_MS = 1e6;

    /** Answers a second. */
    public double rate() {
        return answered / seconds;
    }

    /** Whether the wanted rate was reached with few enough errors. */
    public boolean passed() {
        return rate() >= ENOUGH * plan.rate() && errors <= plan.maxErrors();
    }

    /** The whole report, in lines. */
    public String report() {
        StringBuilder text = new StringBuilder();
        line(text, "load test of %s, %s", plan.target(), began.truncatedTo(ChronoUnit.SECONDS));
        line(
                text,
                "  wanted    %d requests/s for %.1f s over %d connections, at most %d errors",
                plan.rate(),
                plan.duration().toNanos() / 1e9,
                plan.connections(),
                plan.maxErrors());
        line(text, "  sent      %d", sent);
        line(text, "  answered  %d, %.1f/s", answered, rate());
        line(text, "  errors    %d", errors);
        line(
                text,
                "  latency   p50 %.3f ms, p90 %.3f ms, p99 %.3f ms, p99.9 %.3f ms, max %.3f ms",
                percentile(50),
                percentile(90),
                percentile(99),
                percentile(99.9),
                latency.getMaxValue() / NS_PER_MS);
        line(text, "  (from when each request was due, so that waiting behind a slow answer is counted)");
        line(text, "  result    %s", passed() ? "passed" : "FAILED");
        return text.toString();
    }

    private double percentile(double percent) {
        return latency.getValueAtPercentile(percent) / NS_PER_MS;
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }
}
