package io.quotegate.bench.wire.scenario;

import io.quotegate.api.DeliveryMode;
import io.quotegate.bench.wire.load.WindowReport;
import io.quotegate.bench.wire.load.WireLoadPlan;
import io.quotegate.bench.wire.report.Picture;
import io.quotegate.bench.wire.report.Section;
import io.quotegate.bench.wire.server.MarketPairs;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Quotes to subscribers, at each number of subscribers and each rate: {@code fanout}, {@code latency}, {@code ladder}. */
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
        try (RunningServer server = stage.publish(spec, rate)) {
            Duration warmUp = grid.warmUp(settings);
            for (int subscribers : grid.subscribers(settings)) {
                for (Transport transport : settings.transports(spec)) {
                    FanoutResult result = measure(stage, server, transport, rate, subscribers, warmUp);
                    stage.say(grid.wireName() + ' ' + result.line());
                    results.add(result);
                    behind |= result.fellBehind();
                    boolean warm = AGAIN.compareTo(warmUp) < 0 && !settings.tls(); // each transport is code of its own
                    warmUp = warm ? AGAIN : warmUp;
                }
            }
        }
        return behind;
    }

    private FanoutResult measure(
            Stage stage, RunningServer server, Transport transport, int rate, int subscribers, Duration warmUp)
            throws IOException, InterruptedException {
        WireSettings settings = stage.settings();
        Subscriptions wanted = subscriptions(settings, subscribers);
        WireLoadPlan plan = WireLoadPlan.subscribe(server.port(), subscribers, wanted.messages(), server.pid())
                .withSpin(settings.spinLoad())
                .withTls(transport.isTls());
        try (LoadProcess load = stage.load("load", grid.timed(plan), grid.turn(settings))) {
            load.measure(warmUp);
            long dropped = server.dropped();
            load.measure(SETTLE); // what asking has held up is not to count
            WindowReport window = load.measure(grid.measure(settings));
            dropped = server.dropped() - dropped;
            return FanoutResult.of(transport.label(server.spec()), subscribers, rate, wanted.share(), window, dropped);
        }
    }

    private static Subscriptions subscriptions(WireSettings settings, int subscribers) {
        return settings.setSize() == 0
                ? Subscriptions.all(DeliveryMode.LATEST)
                : Subscriptions.random(MarketPairs.of(settings.pairs()), settings.setSize(), subscribers);
    }

    private String text(WireSettings settings) {
        return grid.text() + " Pairs: " + settings.pairs() + ", "
                + (settings.setSize() == 0
                        ? "everyone subscribes to all."
                        : "everyone subscribes to a random set of " + settings.setSize() + '.')
                + " Latency is from publishing, in the gateway from reading a quote off the venue's socket, to"
                + (settings.spinLoad() ? " receiving, by a client that never sleeps." : " receiving.")
                + " The gateway's CPU time contains both venues' feeds.";
    }
}
