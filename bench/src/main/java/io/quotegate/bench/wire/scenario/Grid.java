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
            Shape.USUAL,
            "How much CPU time a delivery takes, when there are many. A server that falls behind is measured again at a"
                    + " rate it can carry."),
    LATENCY(
            List.of(10),
            List.of(100),
            List.of("quotegate", "quotegate:server.loop=spin", "floor", "netty", "vertx", "jetty", "undertow"),
            Shape.USUAL,
            "How long a quote takes when there is little to do. The load runs first on the core it shares with the venues,"
                    + " where that is allowed (`chrt -f`) and it ever sleeps. Every message is timed."),
    LADDER(
            List.of(10, 100, 500, 1000),
            List.of(10, 100, 1000, 5000),
            List.of("quotegate", "floor"),
            Shape.USUAL,
            "How the cost of a delivery goes with the number of subscribers and of quotes."),
    BOOKS(
            List.of(500),
            List.of(1000),
            List.of("quotegate", "floor"),
            Shape.USUAL,
            "How much CPU time the delivery of an update of a book takes, 20 levels deep. Simulated venues tell of each pair's"
                    + " book ten times a second, so there is a tenth as many pairs as updates a second. The floor writes"
                    + " finished updates of as many levels."),
    WIDE(
            List.of(5000),
            List.of(50),
            List.of("quotegate", "floor"),
            Shape.USUAL,
            "Many subscribers of few quotes: almost all the time goes into sending."),
    RANDOM(List.of(2000), List.of(2000), List.of("quotegate"), Shape.SETS, "Subscribers that have little in common."),
    COLD(
            List.of(2000),
            List.of(2000),
            List.of("quotegate"),
            Shape.SETS,
            "The first seconds of a gateway to which all subscribers come at once. The load itself has warmed up on the floor"
                    + " before; the window begins when all are connected."),
    TAIL(
            List.of(1),
            List.of(100),
            List.of("quotegate", "quotegate:server.loop=spin", "floor"),
            Shape.USUAL,
            "The latest of quotes when there is next to nothing to do, after a minute. Every message is timed."),
    STREAMS(
            List.of(200),
            List.of(5000),
            List.of("quotegate"),
            Shape.STREAMS,
            "The same quotes over WebSocket and as streams of gRPC, each on a connection of its own."),
    DEFLATE(
            List.of(500),
            List.of(1000, 5000),
            List.of("quotegate"),
            Shape.DEFLATE,
            "What compression saves and costs: none, each message by itself, and with reference to those before, once for all"
                    + " subscribers. Five of these inflate what they get, and time it; the others count it.");

    /**
     * What is traded, what a subscriber wants of it and as what.
     *
     * @param pairs   how many are traded
     * @param setSize pairs of a subscriber's random set; 0 if all subscribe to all
     * @param formats what gateways push
     */
    private record Shape(int pairs, int setSize, List<Format> formats) {
        static final Shape USUAL = new Shape(MarketPairs.USUAL, 0, List.of(Format.JSON));
        static final Shape SETS = new Shape(300, 20, List.of(Format.JSON));
        static final Shape DEFLATE =
                new Shape(MarketPairs.USUAL, 0, List.of(Format.JSON, Format.DEFLATE_EACH, Format.DEFLATE));
        static final Shape STREAMS = new Shape(MarketPairs.USUAL, 0, List.of(Format.JSON, Format.GRPC));
    }

    /** Updates a second of the book of one pair. */
    private static final int UPDATES = 10;
    /** Changes of the best bid and ask for each update, so that there is something to tell every time. */
    private static final int CHANGES = 5;

    private static final Duration SLOW_WARM_UP = Duration.ofSeconds(25);
    private static final Duration TAIL_WARM_UP = Duration.ofSeconds(60);
    private static final Duration WARM_UP = Duration.ofSeconds(6);
    private static final Duration MEASURE = Duration.ofSeconds(8);
    private static final Duration MEASURE_RUNG = Duration.ofSeconds(3);
    private static final Duration MEASURE_TAIL = Duration.ofSeconds(60);

    private final List<Integer> subscribers;
    private final List<Integer> rates;
    private final List<String> servers;
    private final Shape shape;
    private final String text;

    Grid(List<Integer> subscribers, List<Integer> rates, List<String> servers, Shape shape, String text) {
        this.subscribers = subscribers;
        this.rates = rates;
        this.servers = servers;
        this.shape = shape;
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
            return stage.publish(spec, rate, pairs(stage.settings()));
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
        int size = setSize(settings);
        return size == 0
                ? Subscriptions.all(DeliveryMode.LATEST)
                : Subscriptions.random(MarketPairs.of(pairs(settings)), size, subscribers);
    }

    /** How many pairs are traded. */
    int pairs(WireSettings settings) {
        return settings.pairsOr(shape.pairs());
    }

    /** Pairs of a subscriber's random set; 0 if all subscribe to all. */
    int setSize(WireSettings settings) {
        return settings.setSizeOr(shape.setSize());
    }

    /** What {@code server} pushes, one after another. */
    List<Format> formats(WireSettings settings, ServerSpec server) {
        return settings.formats(server, shape.formats());
    }

    /** Whether a server is measured from its first second on. */
    boolean isCold() {
        return this == COLD;
    }

    /** Whether servers that fell behind are measured again. */
    boolean carries() {
        return this == FANOUT;
    }

    /** What shares the load's core is not to delay it where latency is looked at. */
    Order.Turn turn(WireSettings settings) {
        return isSlow() && !settings.spinLoad() ? Order.Turn.FIRST : Order.Turn.SHARED;
    }

    /** Where little happens every message is looked at. */
    WireLoadPlan timed(WireLoadPlan plan) {
        return switch (this) {
            case LATENCY, TAIL -> plan.withEveryTimed();
            case BOOKS -> plan.withChecked(0); // numbers of books rise with what is deeper, too
            case FANOUT, LADDER, WIDE, RANDOM, COLD, STREAMS, DEFLATE -> plan;
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
        return settings.warmUpOr(
                switch (this) {
                    case LATENCY -> SLOW_WARM_UP; // where little happens the JIT takes longer
                    case TAIL -> TAIL_WARM_UP;
                    default -> WARM_UP;
                });
    }

    Duration measure(WireSettings settings) {
        return settings.measureOr(
                switch (this) {
                    case LADDER -> MEASURE_RUNG;
                    case TAIL -> MEASURE_TAIL;
                    default -> MEASURE;
                });
    }

    private boolean isSlow() {
        return this == LATENCY || this == TAIL;
    }
}
