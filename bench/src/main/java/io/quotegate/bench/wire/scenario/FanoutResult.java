package io.quotegate.bench.wire.scenario;

import static io.quotegate.bench.wire.report.Table.number;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quotegate.bench.wire.load.Latency;
import io.quotegate.bench.wire.load.WindowReport;
import io.quotegate.bench.wire.report.Table;
import java.util.List;
import java.util.Locale;

/**
 * One server under one load of subscribers.
 *
 * @param wanted        deliveries a second, if every subscriber gets every quote it wants
 * @param received      deliveries a second that arrived
 * @param cpuUs         microseconds of the server's CPU time for each delivery
 * @param cores         how much of a core that is
 * @param bytes         of a delivery's payload, compressed as it came
 * @param latency       from publishing to receiving
 * @param dropped       deliveries the server says it left out
 * @param missed        quotes missing on the connections whose sequence was checked
 */
public record FanoutResult(
        String server,
        int subscribers,
        int quotesPerSecond,
        double wanted,
        double received,
        double cpuUs,
        double cores,
        double bytes,
        Latency latency,
        double rssMib,
        long dropped,
        long missed) {
    private static final double ENOUGH = 0.98;
    private static final List<String> HEADERS = List.of(
            "server",
            "subscribers",
            "quotes/s",
            "wanted/s",
            "received/s",
            "",
            "CPU us per delivery",
            "core used",
            "bytes",
            "p50 us",
            "p99 us",
            "p99.9 us",
            "max us",
            "RSS MiB",
            "dropped",
            "missed");

    static FanoutResult of(String server, int subscribers, int rate, double share, WindowReport window, long dropped) {
        return new FanoutResult(
                server,
                subscribers,
                rate,
                rate * share * subscribers,
                window.rate(),
                window.cpuUsPerMessage(),
                window.cores(),
                window.bytesPerMessage(),
                window.latency(),
                window.rssMib(),
                dropped,
                window.missed());
    }

    /** Whether less arrived than was wanted. */
    @JsonProperty
    public boolean fellBehind() {
        return received < ENOUGH * wanted;
    }

    static Table table(List<FanoutResult> results) {
        return new Table(HEADERS, results.stream().map(FanoutResult::row).toList());
    }

    private List<String> row() {
        return List.of(
                server,
                String.valueOf(subscribers),
                String.valueOf(quotesPerSecond),
                number("%,.0f", wanted),
                number("%,.0f", received),
                fellBehind() ? "fell behind" : "",
                number("%.3f", cpuUs),
                number("%.0f%%", cores * 100),
                number("%.0f", bytes),
                number("%,.0f", latency.p50()),
                number("%,.0f", latency.p99()),
                number("%,.0f", latency.p999()),
                number("%,.0f", latency.max()),
                number("%.0f", rssMib),
                number("%,d", dropped),
                number("%,d", missed));
    }

    /** All of it in a line, for who waits. */
    String line() {
        return number("%-9s ", server)
                + String.format(
                        Locale.ROOT,
                        "%d x %d/s: %,.0f of %,.0f/s, %.3f us and %.0f bytes per delivery, p50 %,.0f us, p99 %,.0f us%s",
                        subscribers,
                        quotesPerSecond,
                        received,
                        wanted,
                        cpuUs,
                        bytes,
                        latency.p50(),
                        latency.p99(),
                        fellBehind() ? ", FELL BEHIND" : "");
    }
}
