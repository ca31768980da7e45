package io.quotegate.bench.wire.scenario;

import io.quotegate.api.DeliveryMode;
import io.quotegate.bench.wire.load.WireLoadPlan;
import io.quotegate.bench.wire.process.Launcher.Order;
import io.quotegate.bench.wire.server.MarketPairs;
import io.quotegate.bench.wire.server.PeerOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The scenarios of {@link FanoutScenario} and what they measure unless options say otherwise. */
public enum Grid {
    FANOUT(
            List.of(500),
            List.of(5000),
            List.of("quotegate", "floor", "floor:5ms", "netty", "vertx", "jetty", "undertow"),
            "How much CPU time a delivery takes, when there are many. A server that falls behind is measured again at a"
                    + " rate it can carry."),
    LATENCY(
            List.of(10),
            List.of(100),
            List.of("quotegate", "quotegate:server.loop=spin", "floor", "netty", "vertx", "jetty", "undertow"),
            "How long a quote takes when there is little to do. The load runs first on the core it shares with the venues,"
                    + " where that is allowed (`chrt -f`) and it ever sleeps. Every message is timed."),
    LADDER(
            List.of(10, 100, 500, 1000),
            List.of(10, 100, 1000, 5000),
            List.of("quotegate", "floor"),
            "How the cost of a delivery goes with the number of subscribers and of quotes."),
    BOOKS(
            List.of(500),
            List.of(1000),
            List.of("quotegate", "floor"),
            "How much CPU time the delivery of an update of a book takes, 20 levels deep. Simulated venues tell of each pair's"
                    + " book ten times a second, so there is a tenth as many pairs as updates a second. The floor writes"
                    + " finished updates of as many levels.");

    /** Updates a second of the book of one pair. */
    private static final int UPDATES = 10;
    /** Changes of the best bid and ask for each update, so that there is something to tell every time. */
    private static final int CHANGES = 5;

    private static final Duration SLOW_WARM_UP = Duration.ofSeconds(25);
    private static final Duration WARM_UP = Duration.ofSeconds(6);
    private static final Duration MEASURE = Duration.ofSeconds(8);
    private static final Duration MEASURE_RUNG = Duration.ofSeconds(3);

    private final List<Integer> subscribers;
    private final List<Integer> rates;
    private final List<String> servers;
    private final String text;

    Grid(List<Integer> subscribers, List<Integer> rates, List<String> servers, String text) {
        this.subscribers = subscribers;
        this.rates = rates;
        this.servers = servers;
        this.text = text;
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    String[] servers() {
        return servers.toArray(String[]::new);
    }

    String text() {
        return text;
    }

    /** Starts a server that pushes {@code rate} times a second. */
    RunningServer publish(Stage stage, ServerSpec spec, int rate) throws IOException, InterruptedException {
        if (this != BOOKS) {
            return stage.publish(spec, rate);
        }
        int pairs = Math.max(1, rate / UPDATES);
        int changes = spec.isGateway() ? rate * CHANGES : rate;
        return stage.start(
                spec,
                new Stage.Run(
                        PeerOptions.Role.PUBLISH_BOOKS,
                        changes,
                        pairs,
                        stage.settings().heap(),
                        0));
    }

    /** What {@code subscribers} ask for. */
    Subscriptions subscriptions(WireSettings settings, int subscribers) {
        if (this == BOOKS) {
            return Subscriptions.books();
        }
        return settings.setSize() == 0
                ? Subscriptions.all(DeliveryMode.LATEST)
                : Subscriptions.random(MarketPairs.of(settings.pairs()), settings.setSize(), subscribers);
    }

    /** Whether servers that fell behind are measured again. */
    boolean carries() {
        return this == FANOUT;
    }

    /** What shares the load's core is not to delay it where latency is looked at. */
    Order.Turn turn(WireSettings settings) {
        return this == LATENCY && !settings.spinLoad() ? Order.Turn.FIRST : Order.Turn.SHARED;
    }

    /** Where little happens every message is looked at. */
    WireLoadPlan timed(WireLoadPlan plan) {
        return switch (this) {
            case LATENCY -> plan.withEveryTimed();
            case BOOKS -> plan.withChecked(0); // numbers of books rise with what is deeper, too
            case FANOUT, LADDER -> plan;
        };
    }

    List<Integer> subscribers(WireSettings settings) {
        if (!settings.subscribers().isEmpty()) {
            return settings.subscribers();
        }
        return settings.quick() ? List.of(10) : subscribers;
    }

    List<Integer> rates(WireSettings settings) {
        if (!settings.rates().isEmpty()) {
            return settings.rates();
        }
        return settings.quick() ? List.of(100) : rates;
    }

    Duration warmUp(WireSettings settings) {
        return settings.warmUpOr(this == LATENCY ? SLOW_WARM_UP : WARM_UP); // where little happens the JIT takes longer
    }

    Duration measure(WireSettings settings) {
        return settings.measureOr(this == LADDER ? MEASURE_RUNG : MEASURE);
    }
}
