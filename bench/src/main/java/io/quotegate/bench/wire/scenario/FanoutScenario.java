package io.quotegate.bench.wire.scenario;

import io.quotegate.bench.wire.load.WindowReport;
import io.quotegate.bench.wire.load.WireLoadPlan;
import io.quotegate.bench.wire.report.Picture;
import io.quotegate.bench.wire.report.Section;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Quotes to subscribers, at each number of subscribers and each rate: that of each {@link Grid}. */
public final class FanoutScenario implements Scenario {
    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final Duration SETTLE = Duration.ofSeconds(1);

    private final Grid grid;

    /** @param grid which of them */
    public FanoutScenario(Grid grid) {
        this.grid = grid;
    }

    @Override
    public Section run(Stage stage) throws IOException, InterruptedException {
        WireSettings settings = stage.settings();
        List<FanoutResult> results = new ArrayList<>();
        List<String> failures = new ArrayList<>();
        List<String> collapses = new ArrayList<>();
        for (ServerSpec spec : settings.serversOr(grid.servers())) {
            for (int rate : grid.rates(settings)) {
                try {
                    measureAndCarry(stage, spec, rate, results, collapses);
                } catch (IOException e) {
                    String failure = spec.label() + " at " + rate + "/s: " + e.getMessage();
                    stage.say(grid.wireName() + " failed: " + failure);
                    failures.add(failure);
                }
            }
        }
        List<Picture> pictures = FanoutPictures.of(grid, results);
        String text = text(settings) + String.join("", collapses);
        return new Section(grid.wireName(), text, List.of(FanoutResult.table(results)), pictures, results, failures);
    }

    private void measureAndCarry(
            Stage stage, ServerSpec spec, int rate, List<FanoutResult> results, List<String> collapses)
            throws IOException, InterruptedException {
        WireSettings settings = stage.settings();
        boolean carries = grid.carries() && settings.carryRate() < rate;
        boolean behind;
        try {
            behind = measure(stage, spec, rate, results);
        } catch (IOException e) {
            if (!carries) {
                throw e;
            }
            behind = true; // so busy that its clients could not even open their connections
            stage.say(grid.wireName() + ' ' + spec.label() + " at " + rate + "/s collapsed: " + e.getMessage());
            collapses.add(" **" + spec.label() + " collapsed at " + rate
                    + "/s**: its clients could not open their connections.");
        }
        if (behind && carries) {
            measure(stage, spec, settings.carryRate(), results);
        }
    }

    /** Adds to {@code results} and tells whether the server fell behind in any of them. */
    private boolean measure(Stage stage, ServerSpec spec, int rate, List<FanoutResult> results)
            throws IOException, InterruptedException {
        boolean behind = false;
        WireSettings settings = stage.settings();
        if (grid.isCold()) {
            for (int subscribers : grid.subscribers(settings)) {
                for (Way way : ways(settings, spec)) {
                    behind |= add(measureCold(stage, spec, way, rate, subscribers), stage, results);
                }
            }
            return behind;
        }
        try (RunningServer server = grid.publish(stage, spec, rate)) {
            Duration warmUp = grid.warmUp(settings);
            for (int subscribers : grid.subscribers(settings)) {
                for (Way way : ways(settings, spec)) {
                    behind |= add(measure(stage, server, way, rate, subscribers, warmUp), stage, results);
                    boolean warm = AGAIN.compareTo(warmUp) < 0
                            && ways(settings, spec).size() == 1; // each way is code of its own
                    warmUp = warm ? AGAIN : warmUp;
                }
            }
        }
        return behind;
    }

    private boolean add(FanoutResult result, Stage stage, List<FanoutResult> results) {
        stage.say(grid.wireName() + ' ' + result.line());
        results.add(result);
        return result.fellBehind();
    }

    /** How subscribers are reached. */
    private record Way(Transport transport, Format format) {}

    private List<Way> ways(WireSettings settings, ServerSpec spec) {
        return settings.transports(spec).stream()
                .flatMap(transport -> grid.formats(settings, spec).stream().map(format -> new Way(transport, format)))
                .toList();
    }

    private FanoutResult measure(Stage stage, RunningServer server, Way way, int rate, int subscribers, Duration warmUp)
            throws IOException, InterruptedException {
        WireSettings settings = stage.settings();
        Subscriptions wanted = grid.subscriptions(settings, subscribers);
        WireLoadPlan plan = plan(server, way, subscribers, wanted, settings);
        try (LoadProcess load = stage.load("load", plan, grid.turn(settings))) {
            load.measure(warmUp);
            long dropped = server.dropped();
            load.measure(SETTLE); // what asking has held up is not to count
            WindowReport window = load.measure(grid.measure(settings));
            dropped = server.dropped() - dropped;
            String label = way.format().label(way.transport().label(server.spec()));
            return FanoutResult.of(label, subscribers, rate, wanted.share(), window, dropped);
        }
    }

    /** Measures a server from the moment at which everybody has come; the load has been warmed up by another one. */
    private FanoutResult measureCold(Stage stage, ServerSpec spec, Way way, int rate, int subscribers)
            throws IOException, InterruptedException {
        WireSettings settings = stage.settings();
        Subscriptions wanted = grid.subscriptions(settings, subscribers);
        LoadProcess load;
        try (RunningServer other = grid.publish(stage, ServerSpec.parse("floor"), rate)) {
            Way plain = new Way(Transport.PLAIN, Format.JSON);
            load = stage.load("load", plan(other, plain, subscribers, wanted, settings), grid.turn(settings));
            load.measure(grid.warmUp(settings));
        }
        try (load;
                RunningServer server = grid.publish(stage, spec, rate)) {
            load.open(plan(server, way, subscribers, wanted, settings));
            WindowReport window = load.measure(grid.measure(settings));
            String label = way.format().label(way.transport().label(spec));
            return FanoutResult.of(label, subscribers, rate, wanted.share(), window, server.dropped());
        }
    }

    private WireLoadPlan plan(
            RunningServer server, Way way, int subscribers, Subscriptions wanted, WireSettings settings) {
        return grid.timed(WireLoadPlan.subscribe(server.port(), subscribers, wanted.messages(), server.pid())
                .withSpin(settings.spinLoad())
                .withKind(way.format().kind())
                .withTls(way.transport().isTls()));
    }

    private String text(WireSettings settings) {
        return grid.text() + pairs(settings)
                + " Latency is from publishing, in the gateway from reading it off the venue's socket, to"
                + (settings.spinLoad() ? " receiving, by a client that never sleeps." : " receiving.")
                + " The gateway's CPU time contains both venues' feeds.";
    }

    private String pairs(WireSettings settings) {
        if (grid == Grid.BOOKS) {
            return " Everyone subscribes to all.";
        }
        int size = grid.setSize(settings);
        return " Pairs: " + grid.pairs(settings) + ", "
                + (size == 0 ? "everyone subscribes to all." : "everyone subscribes to a random set of " + size + '.');
    }
}
