package io.quotegate.bench.wire.scenario;

import io.quotegate.bench.wire.report.BarChart;
import io.quotegate.bench.wire.report.LineChart;
import io.quotegate.bench.wire.report.LineChart.Curve;
import io.quotegate.bench.wire.report.LineChart.Point;
import io.quotegate.bench.wire.report.Picture;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The pictures of a {@link Grid}. */
final class FanoutPictures {
    private static final String CPU = "microseconds of server CPU per delivery";

    private FanoutPictures() {}

    static List<Picture> of(Grid grid, List<FanoutResult> results) {
        return switch (grid) {
            case FANOUT, BOOKS, WIDE, RANDOM, STREAMS, DEFLATE -> List.of(cpuBars(grid, results));
            case LATENCY, COLD, TAIL -> List.of(latencyBars(grid, results));
            case LADDER ->
                List.of(
                        ladder(results, "ladder-cpu.svg", "CPU per delivery", CPU, FanoutResult::cpuUs),
                        ladder(
                                results,
                                "ladder-latency.svg",
                                "Latency",
                                "p99 from publishing to receiving, microseconds",
                                result -> result.latency().p99()));
        };
    }

    private static Picture cpuBars(Grid grid, List<FanoutResult> results) {
        List<BarChart.Bar> bars = results.stream()
                .sorted(Comparator.comparingDouble(FanoutResult::cpuUs))
                .map(result -> new BarChart.Bar(
                        String.format(
                                Locale.ROOT,
                                "%s, %d x %,d/s",
                                result.server(),
                                result.subscribers(),
                                result.quotesPerSecond()),
                        result.cpuUs(),
                        0,
                        !result.fellBehind()))
                .toList();
        String title = "CPU per delivery, by server";
        return new Picture(grid.wireName() + "-cpu.svg", title, new BarChart(title, CPU, "fell behind", bars));
    }

    private static Picture latencyBars(Grid grid, List<FanoutResult> results) {
        List<BarChart.Bar> bars = new ArrayList<>();
        for (FanoutResult result : results) {
            bars.add(
                    new BarChart.Bar(result.server() + ", p50", result.latency().p50(), 2, !result.fellBehind()));
            bars.add(
                    new BarChart.Bar(result.server() + ", p99", result.latency().p99(), 0, !result.fellBehind()));
        }
        String title = "Latency with little to do, by server";
        BarChart chart = new BarChart(title, "microseconds from publishing to receiving", "", bars);
        return new Picture(grid.wireName() + ".svg", title, chart);
    }

    /** One curve for each server and number of subscribers over the rates; servers differ by how they are drawn. */
    private static Picture ladder(
            List<FanoutResult> results, String file, String title, String axis, ToDoubleFunction<FanoutResult> value) {
        List<String> servers =
                results.stream().map(FanoutResult::server).distinct().toList();
        List<Integer> counts = results.stream()
                .map(FanoutResult::subscribers)
                .distinct()
                .sorted()
                .toList();
        List<Curve> curves = new ArrayList<>();
        for (int server = 0; server < servers.size(); server++) {
            for (int count = 0; count < counts.size(); count++) {
                String name = servers.get(server);
                int subscribers = counts.get(count);
                List<Point> points = results.stream()
                        .filter(result -> result.server().equals(name) && result.subscribers() == subscribers)
                        .filter(result -> value.applyAsDouble(result) > 0)
                        .map(result -> new Point(result.quotesPerSecond(), value.applyAsDouble(result)))
                        .toList();
                int colour = servers.size() > 2 ? curves.size() : count;
                curves.add(new Curve(name + ", " + subscribers + " subscribers", colour, server == 0, points));
            }
        }
        LineChart chart = new LineChart(title, "quotes a second", axis, LineChart.Scales.LOGARITHMIC, curves);
        return new Picture(file, title, chart);
    }
}
