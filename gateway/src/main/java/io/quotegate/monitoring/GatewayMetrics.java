package io.quotegate.monitoring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.netty4.NettyAllocatorMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.internal.PlatformDependent;
import io.quotegate.auth.TokenStats;
import io.quotegate.fault.Faults;
import io.quotegate.feed.Feeds;
import io.quotegate.feed.VenueState;
import io.quotegate.feed.VenueStats;
import io.quotegate.gateway.session.ConnectionMetrics;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Protocol;
import io.quotegate.service.history.History;
import io.quotegate.service.indicators.IndicatorService;
import io.quotegate.store.StoreStats;
import io.quotegate.tls.TlsStats;
import io.quotegate.transport.LoopTurns;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;

/** All counters, under the names that {@code /metrics} gives them. Any thread. */
public final class GatewayMetrics {
    private static final String OPEN_METRICS = "application/openmetrics-text";

    private static final Duration[] HANDSHAKE_BUCKETS = LongStream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 5000)
            .mapToObj(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** With those of the process. */
    public GatewayMetrics() {
        registry.config().meterFilter(new MissingHelp());
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new NettyAllocatorMetrics(PooledByteBufAllocator.DEFAULT).bindTo(registry);
        Gauge.builder("quotegate.direct.memory.used.bytes", PlatformDependent::usedDirectMemory)
                .description("Direct memory that buffers of venues, the fan-out and clients have")
                .register(registry);
        Gauge.builder("quotegate.direct.memory.limit.bytes", PlatformDependent::maxDirectMemory)
                .description("Most direct memory that they may have")
                .register(registry);
    }

    /** Adds what is counted of each venue. */
    public void addVenues(Feeds feeds) {
        feeds.stats().forEach((venue, stats) -> {
            Tags tags = Tags.of("venue", venue.wireName());
            Gauge.builder("quotegate.venue.message.age.seconds", stats, each -> ageSeconds(feeds, each))
                    .description("Time since the venue's last frame; NaN before the first")
                    .tags(tags)
                    .register(registry);
            Gauge.builder("quotegate.venue.live", stats, each -> each.state() == VenueState.LIVE ? 1 : 0)
                    .description("1 while the venue sends, otherwise 0")
                    .tags(tags)
                    .register(registry);
            Gauge.builder("quotegate.venue.connections", stats, each -> each.openConnections.sum())
                    .description("Connections to the venue open now")
                    .tags(tags)
                    .register(registry);
            counter("quotegate.venue.duplicates", "Messages that another connection brought", tags, stats.duplicates);
            counter("quotegate.venue.connects", "Connections that were opened", tags, stats.connects);
            counter("quotegate.venue.switches", "Pairs switched away from the venue", tags, stats.switchesAway);
            counter("quotegate.venue.gaps", "Jumps in trade numbers", tags, stats.gaps);
            counter("quotegate.venue.decode.errors", "Messages that could not be read", tags, stats.decodeErrors);
            counter("quotegate.venue.unknown.messages", "Messages of no known kind", tags, stats.unknownMessages);
            counter("quotegate.venue.old.messages", "Messages repeated or out of order", tags, stats.oldMessages);
            counter("quotegate.venue.times.ahead", "Times too far ahead to be believed", tags, stats.timesAhead);
            counter("quotegate.venue.crossed", "Quotes whose bid was not below their ask", tags, stats.crossed);
            counter("quotegate.venue.unrepresentable", "Values of too many digits", tags, stats.unrepresentable);
            counter("quotegate.venue.unusable", "Values not understood, or zero as a price", tags, stats.unusable);
        });
    }

    private static double ageSeconds(Feeds feeds, VenueStats stats) {
        long ageMs = feeds.lastMessageAgeMs(stats);
        return ageMs < 0 ? Double.NaN : ageMs / 1000.0;
    }

    /** Adds what is counted of clients. */
    public void addConnections(ConnectionMetrics connections) {
        counter("quotegate.requests", "Requests answered", connections.requests);
        counter("quotegate.turned.away", "Requests turned away", Tags.of("rule", "hosts"), connections.otherHosts);
        counter("quotegate.turned.away", "Requests turned away", Tags.of("rule", "origins"), connections.otherSites);
        counter("quotegate.drops", "Quotes not sent to slow subscribers", connections.drops);
        counter(
                "quotegate.turn.waits",
                "Times that a connection waited for another turn of its loop",
                connections.waitsForTurn);
        counter("quotegate.laps", "Times an event loop fell a whole ring behind", connections.laps);
        Gauge.builder("quotegate.streams", connections, each -> each.streams.sum())
                .description("Streams of HTTP/2 open now")
                .register(registry);
        for (Protocol protocol : Protocol.values()) {
            Tags tags = Tags.of("protocol", protocol.wireName());
            Gauge.builder("quotegate.connections", connections, each -> each.open(protocol))
                    .description("Connections open now")
                    .tags(tags)
                    .register(registry);
            for (DisconnectReason reason : DisconnectReason.values()) {
                FunctionCounter.builder(
                                "quotegate.disconnects", connections, each -> each.disconnects(protocol, reason))
                        .description("Connections that ended")
                        .tags(tags.and("reason", reason.wireName()))
                        .register(registry);
            }
        }
    }

    /** Adds how long the turns of event loops take. */
    public void addTurns(LoopTurns turns) {
        for (int i = 0; i < LoopTurns.LIMITS.size(); i++) {
            int limit = i;
            String longer = LoopTurns.LIMITS.get(i).toMillis() + "ms";
            FunctionCounter.builder("quotegate.loop.turns", turns, each -> each.longer(limit))
                    .description("Turns of event loops that took longer")
                    .tags(Tags.of("longer", longer))
                    .register(registry);
        }
        Gauge.builder(
                        "quotegate.loop.turn.max.seconds",
                        turns,
                        each -> each.longest().toNanos() / 1e9)
                .description("The longest turn of an event loop in the last minute or two")
                .register(registry);
    }

    /** Adds what was survived; every place must be known by now. */
    public void addFaults(Faults faults) {
        for (String where : faults.counts().keySet()) {
            FunctionCounter.builder(
                            "quotegate.faults", faults, each -> each.counts().get(where))
                    .description("Turns of loops, tasks and deliveries that failed and were survived")
                    .tags(Tags.of("where", where))
                    .register(registry);
        }
    }

    /** Adds what is counted of TLS. */
    public void addTls(TlsStats stats) {
        String handshakes = "quotegate.tls.handshakes";
        counter(handshakes, "Handshakes that ended well", Tags.of("version", "1.3"), stats.tls13);
        counter(handshakes, "Handshakes that ended well", Tags.of("version", "1.2"), stats.tls12);
        counter("quotegate.tls.handshake.failures", "Handshakes that failed", stats.failures);
        counter("quotegate.tls.reloads", "Times that a changed certificate was taken up", stats.reloads);
        counter("quotegate.tls.reload.failures", "Times that one could not be used", stats.reloadFailures);
        Timer times = Timer.builder("quotegate.tls.handshake.time")
                .description("From the client's first message to the end of the handshake")
                .serviceLevelObjectives(HANDSHAKE_BUCKETS)
                .register(registry);
        stats.onHandshakeNs(ns -> times.record(ns, TimeUnit.NANOSECONDS));
    }

    /** Adds what became of configurations that were read again. */
    public void addReloads(ReloadStats stats) {
        String reloads = "quotegate.config.reloads";
        counter(reloads, "Times that the configuration was read again", Tags.of("result", "ok"), stats.taken);
        counter(reloads, "Times that the configuration was read again", Tags.of("result", "failed"), stats.refused);
    }

    /** Adds what is counted of tokens. */
    public void addTokens(TokenStats stats) {
        String unanswered = "Requests not answered because of who asked";
        counter("quotegate.auth.refused", unanswered, Tags.of("code", "unauthenticated"), stats.unauthenticated);
        counter("quotegate.auth.refused", unanswered, Tags.of("code", "forbidden"), stats.forbidden);
        counter("quotegate.auth.reloads", "Times that changed tokens were taken up", stats.reloads);
        counter("quotegate.auth.reload.failures", "Times that they could not be used", stats.reloadFailures);
        Gauge.builder("quotegate.auth.tokens", stats, TokenStats::count)
                .description("Tokens that are valid now")
                .register(registry);
    }

    /** Adds what is counted of candles and of what is made of them. */
    public void addHistory(History history, IndicatorService indicators) {
        counter("quotegate.history.trades", "Trades that candles were made of", history.trades());
        counter("quotegate.history.laps", "Times history fell a whole ring behind", history.laps());
        counter(
                "quotegate.indicators.unrepresentable",
                "Candles with numbers of too many digits",
                indicators.unrepresentable());
    }

    /** Adds what is counted of the store. */
    public void addStore(StoreStats stats) {
        Gauge.builder("quotegate.store.up", stats, each -> each.isUp() ? 1 : 0)
                .description("1 while history can be kept, otherwise 0")
                .register(registry);
        Gauge.builder("quotegate.store.waiting.rows", stats, StoreStats::waitingRows)
                .description("Rows that wait to be written")
                .register(registry);
        counter("quotegate.store.rows", "Rows that were committed", stats.rows);
        counter("quotegate.store.commits", "Transactions that were committed", stats.commits);
        counter("quotegate.store.failures", "Transactions that failed", stats.failures);
        counter("quotegate.store.overflows", "Rows dropped because too many waited", stats.overflows);
    }

    private void counter(String name, String description, LongAdder count) {
        counter(name, description, Tags.empty(), count);
    }

    private void counter(String name, String description, Tags tags, LongAdder count) {
        FunctionCounter.builder(name, count, LongAdder::sum)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    /** All of them, in the Prometheus text format. */
    String scrape() {
        return registry.scrape();
    }

    /** The same, as OpenMetrics has them. */
    String scrapeOpenMetrics() {
        return registry.scrape(OPEN_METRICS);
    }
}
