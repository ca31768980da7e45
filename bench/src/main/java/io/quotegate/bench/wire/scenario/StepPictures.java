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
final class StepPictures {
    private static final String CPU = "microseconds of server CPU per delivery";

    private StepPictures() {}

    static List<Picture> of(Grid grid, List<Step> steps) {
        return switch (grid) {
            case FANOUT -> List.of(cpuBars(steps));
            case LATENCY -> List.of(latencyBars(steps));
            case LADDER ->
                List.of(
                        ladder(steps, "ladder-cpu.svg", "CPU per delivery", CPU, Step::cpuUs),
                        ladder(
                                steps,
                                "ladder-latency.svg",
                                "Latency",
                                "p99 from publishing to receiving, microseconds",
                                step -> step.latency().p99()));
        };
    }

    private static Picture cpuBars(List<Step> steps) {
        List<BarChart.Bar> bars = steps.stream()
                .sorted(Comparator.comparingDouble(Step::cpuUs))
                .map(step -> new BarChart.Bar(
                        String.format(
                                Locale.ROOT,
                                "%s, %d x %,d/s",
                                step.server(),
                                step.subscribers(),
                                step.quotesPerSecond()),
                        step.cpuUs(),
                        !step.fellBehind()))
                .toList();
        String title = "CPU per delivery, by server";
        return new Picture("fanout-cpu.svg", title, new BarChart(title, CPU, "fell behind", bars).svg());
    }

    private static Picture latencyBars(List<Step> steps) {
        List<BarChart.Bar> bars = new ArrayList<>();
        for (Step step : steps) {
            bars.add(new BarChart.Bar(step.server() + ", p50", step.latency().p50(), !step.fellBehind()));
            bars.add(new BarChart.Bar(step.server() + ", p99", step.latency().p99(), !step.fellBehind()));
        }
        String title = "Latency with little to do, by server";
        BarChart chart = new BarChart(title, "microseconds from publishing to receiving", "", bars);
        return new Picture("latency.svg", title, chart.svg());
    }

    /** One curve for each server and number of subscribers over the rates; servers differ by how they are drawn. */
    private static Picture ladder(
            List<Step> steps, String file, String title, String axis, ToDoubleFunction<Step> value) {
        List<String> servers = steps.stream().map(Step::server).distinct().toList();
        List<Integer> counts =
                steps.stream().map(Step::subscribers).distinct().sorted().toList();
        List<Curve> curves = new ArrayList<>();
        for (int server = 0; server < servers.size(); server++) {
            for (int count = 0; count < counts.size(); count++) {
                String name = servers.get(server);
                int subscribers = counts.get(count);
                List<Point> points = steps.stream()
                        .filter(step -> step.server().equals(name) && step.subscribers() == subscribers)
                        .filter(step -> value.applyAsDouble(step) > 0)
                        .map(step -> new Point(step.quotesPerSecond(), value.applyAsDouble(step)))
                        .toList();
                int colour = servers.size() > 2 ? curves.size() : count;
                curves.add(new Curve(name + ", " + subscribers + " subscribers", colour, server == 0, points));
            }
        }
        LineChart chart = new LineChart(title, "quotes a second", axis, LineChart.Scales.LOGARITHMIC, curves);
        return new Picture(file, title, chart.svg());
    }
}
