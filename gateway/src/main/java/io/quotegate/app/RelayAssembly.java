package io.quotegate.app;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.quotegate.api.Right;
import io.quotegate.concurrent.NamedThreads;
import io.quotegate.config.GatewayConfig;
import io.quotegate.config.RelayConfig;
import io.quotegate.config.VenuesConfig;
import io.quotegate.fault.Faults;
import io.quotegate.feed.FeedClock;
import io.quotegate.feed.Feeds;
import io.quotegate.feed.binance.BinanceRelayDialect;
import io.quotegate.feed.dial.ClientLoop;
import io.quotegate.feed.dial.ConnectBudget;
import io.quotegate.feed.okx.OkxRelayDialect;
import io.quotegate.feed.relay.FedStreams;
import io.quotegate.feed.relay.RefusedKinds;
import io.quotegate.feed.relay.Relay;
import io.quotegate.feed.relay.RelaySettings;
import io.quotegate.feed.relay.RelaySourceParts;
import io.quotegate.feed.relay.RelayStats;
import io.quotegate.feed.tap.FeedTap;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.gateway.loop.PerLoop;
import io.quotegate.gateway.relay.LoopRelay;
import io.quotegate.gateway.relay.RelayCrowd;
import io.quotegate.gateway.relay.RelayPort;
import io.quotegate.gateway.relay.binance.BinanceRoutes;
import io.quotegate.gateway.relay.okx.OkxRoutes;
import io.quotegate.gateway.relay.rest.RestStats;
import io.quotegate.market.Instrument;
import io.quotegate.market.Venue;
import io.quotegate.ring.verbatim.VerbatimPublisher;
import io.quotegate.ring.verbatim.VerbatimRing;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the relay together, if there is one, with a thread and a ring of its own. Any thread. */
final class RelayAssembly {
    private static final int RING_BYTES = 16 * 1024 * 1024;
    private static final int TAP_BYTES = 8 * 1024 * 1024;
    private static final int ASKING_THREADS = 8;
    private static final Logger LOG = LoggerFactory.getLogger(RelayAssembly.class);

    private final @Nullable Running running; // null where nothing is relayed

    private record Running(
            EventLoopGroup thread,
            Relay relay,
            PerLoop<LoopRelay> loops,
            ExecutorService asking,
            RelayRestAssembly rest,
            Map<Venue, RelayCrowd> crowds) {}

    RelayAssembly(GatewayConfig config, MarketSource source, GatewayThreads threads, Faults faults) {
        running = config.relay().venues().isEmpty() ? null : running(config, source, threads, faults);
    }

    /** What the relay overhears of the feeds; null where there is no relay, or the venues are connected elsewhere. */
    static @Nullable FeedTap tap(GatewayConfig config) {
        return taps(config) ? new FeedTap(Set.copyOf(config.relay().venues()), TAP_BYTES) : null;
    }

    private static boolean taps(GatewayConfig config) {
        return !config.relay().venues().isEmpty() && !config.cluster().follows();
    }

    /** Bytes of direct memory that it takes. */
    static long bytes(GatewayConfig config) {
        long relayed = config.relay().venues().isEmpty() ? 0 : VerbatimRing.bytes(RING_BYTES);
        return relayed + (taps(config) ? FeedTap.bytes(TAP_BYTES) : 0);
    }

    private static Running running(GatewayConfig config, MarketSource source, GatewayThreads threads, Faults faults) {
        if (config.cluster().follows()) {
            LOG.warn(
                    "relay.venues: feed nodes do not publish what bots are told, so this gateway connects to {} itself; let"
                            + " few gateways of a cluster do that",
                    config.relay().venues().stream().map(Venue::wireName).toList());
        }
        VerbatimRing ring = VerbatimRing.ofBytes(RING_BYTES);
        VerbatimPublisher publisher = new VerbatimPublisher(ring);
        EventLoopGroup thread = new MultiThreadIoEventLoopGroup(
                1, NamedThreads.of("relay"), threads.transport().ioHandlers());
        Relay relay = new Relay(
                sources(config, source),
                new RelaySettings(
                        config.relay().closeAfter(),
                        config.feeds().connectTimeout(),
                        config.feeds().maxBackoff()),
                new Relay.Surroundings(
                        new ClientLoop(thread.next(), threads.transport().clients(), PooledByteBufAllocator.DEFAULT),
                        threads.dialer(),
                        FeedClock.system(),
                        publisher,
                        faults.at("relay"),
                        source.tap()));
        RelayPort.Upstream upstream = new RelayPort.Upstream() {
            @Override
            public void subscribe(int source, String name, String request, boolean more) {
                relay.subscribe(source, name, request, more);
            }

            @Override
            public void unsubscribe(int source, String name) {
                relay.unsubscribe(source, name);
            }
        };
        RelayPort port =
                new RelayPort(ring, publisher, upstream, config.fanout().flushInterval());
        Map<Venue, RelayCrowd> crowds = crowds(config.relay());
        ExecutorService asking = Executors.newFixedThreadPool(ASKING_THREADS, NamedThreads.of("relay-rest"));
        return new Running(
                thread,
                relay,
                LoopRelay.of(port, faults.at("relay-clients")),
                asking,
                new RelayRestAssembly(
                        config, source.feeds(), threads.restClient(), asking, thread.next(), relay, crowds),
                crowds);
    }

    private static Map<Venue, RelayCrowd> crowds(RelayConfig config) {
        RelayCrowd.Whole whole = new RelayCrowd.Whole(config.clients(), config.subscriptions());
        Map<Venue, RelayCrowd> crowds = new EnumMap<>(Venue.class);
        for (Venue venue : config.venues()) {
            crowds.put(venue, new RelayCrowd(whole, new RefusedKinds(venue.wireName())::refused));
        }
        return crowds;
    }

    /** In the order in which {@code RelaySources} numbers them. */
    private static List<RelaySourceParts> sources(GatewayConfig config, MarketSource source) {
        VenuesConfig venues = config.venues();
        boolean books = config.books();
        FedStreams ofBinance = fed(Venue.BINANCE, source, pair -> BinanceRelayDialect.fed(pair, books));
        FedStreams ofOkx = fed(Venue.OKX, source, pair -> OkxRelayDialect.fed(pair, books));
        ConnectBudget binance = connects(Venue.BINANCE, source.feeds());
        ConnectBudget okx = connects(Venue.OKX, source.feeds());
        return List.of(
                new RelaySourceParts(
                        "binance", venues.combinedStreams(""), new BinanceRelayDialect(), binance, ofBinance),
                new RelaySourceParts(
                        "binance-microseconds",
                        venues.combinedStreams("?timeUnit=MICROSECOND"),
                        new BinanceRelayDialect(),
                        binance,
                        null),
                new RelaySourceParts("okx-public", venues.webSockets(Venue.OKX), new OkxRelayDialect(), okx, ofOkx),
                new RelaySourceParts("okx-business", venues.business(), new OkxRelayDialect(), okx, null));
    }

    /** What the feed has of {@code venue}, where it has any and that can be overheard. */
    private static @Nullable FedStreams fed(
            Venue venue, MarketSource source, Function<Instrument, List<String>> names) {
        boolean heard = source.tap() != null && source.feeds().origins().containsKey(venue);
        return heard ? new FedStreams(venue, source.instruments()::all, names) : null;
    }

    private static ConnectBudget connects(Venue venue, Feeds feeds) {
        return Objects.requireNonNullElseGet(feeds.connectBudget(venue), FeedAssembly.rules(venue)::connectBudget);
    }

    /** Adds what it serves to {@code routes}. */
    void addTo(HttpRoutes routes) {
        if (running != null) {
            running.rest().addTo(routes);
            routes.get(
                    "/v1/relay",
                    Right.RELAY,
                    "What the relay does.",
                    new RelayStatus(crowds(), stats(), restStats())::answer);
            running.crowds().forEach((venue, crowd) -> {
                switch (venue) {
                    case BINANCE -> new BinanceRoutes(running.loops(), crowd).addTo(routes);
                    case OKX -> new OkxRoutes(running.loops(), crowd).addTo(routes);
                }
            });
        }
    }

    /** Clients, by venue; empty where nothing is relayed. */
    Map<Venue, RelayCrowd> crowds() {
        return running == null ? Map.of() : running.crowds();
    }

    /** What is counted, by source; empty where nothing is relayed. */
    Map<String, RelayStats> stats() {
        return running == null ? Map.of() : running.relay().stats();
    }

    /** What is counted of REST, by venue; empty where nothing is relayed. */
    Map<String, RestStats> restStats() {
        return running == null ? Map.of() : running.rest().stats();
    }

    void start() {
        if (running != null) {
            running.relay().start();
        }
    }

    /** Leaves the venues; returns when that is done, or {@code timeoutMs} later. */
    void stop(long timeoutMs) {
        if (running != null) {
            running.asking().shutdownNow();
            running.relay().stop().awaitUninterruptibly(timeoutMs);
            running.thread()
                    .shutdownGracefully(0, timeoutMs, TimeUnit.MILLISECONDS)
                    .awaitUninterruptibly(timeoutMs);
        }
    }
}
