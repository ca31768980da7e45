package io.quotegate.app;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.netty4.NettyAllocatorMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.buffer.PooledByteBufAllocator;
import io.quotegate.feed.Feeds;
import io.quotegate.feed.VenueState;
import io.quotegate.feed.VenueStats;
import io.quotegate.gateway.session.ConnectionMetrics;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Protocol;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import io.quotegate.ring.TopOfBook;
import io.quotegate.service.history.History;
import io.quotegate.service.quotes.QuoteService;
import io.quotegate.service.status.GatewayStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Answers how the gateway is from what its parts count. Any thread. */
final class RuntimeStatus implements GatewayStatus {
    private static final String DEVELOPMENT = "development";

    private final Instruments instruments;
    private final TopOfBook topOfBook;
    private final Feeds feeds;
    private final ConnectionMetrics connections;
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final long startedUs = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());

    RuntimeStatus(
            Instruments instruments, TopOfBook topOfBook, Feeds feeds, ConnectionMetrics connections, History history) {
        this.instruments = instruments;
        this.topOfBook = topOfBook;
        this.feeds = feeds;
        this.connections = connections;
        feeds.stats().forEach(this::register);
        registerConnections();
        counter("quotegate.history.trades", "Trades that candles were made of", Tags.empty(), history.trades());
        counter("quotegate.history.laps", "Times history fell a whole ring behind", Tags.empty(), history.laps());
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new NettyAllocatorMetrics(PooledByteBufAllocator.DEFAULT).bindTo(registry);
    }

    /** Where all counters are kept. */
    MeterRegistry registry() {
        return registry;
    }

    private void register(Venue venue, VenueStats stats) {
        Tags tags = Tags.of("venue", venue.wireName());
        Gauge.builder("quotegate.venue.message.age.seconds", stats, each -> ageSeconds(each))
                .description("Time since the venue's last frame; NaN before the first")
                .tags(tags)
                .register(registry);
        Gauge.builder("quotegate.venue.live", stats, each -> each.state() == VenueState.LIVE ? 1 : 0)
                .description("1 while the venue sends, otherwise 0")
                .tags(tags)
                .register(registry);
        counter("quotegate.venue.connects", "Connections that were opened", tags, stats.connects);
        counter("quotegate.venue.switches", "Pairs switched away from the venue", tags, stats.switchesAway);
        counter("quotegate.venue.gaps", "Jumps in trade numbers", tags, stats.gaps);
        counter("quotegate.venue.decode.errors", "Messages that could not be read", tags, stats.decodeErrors);
        counter("quotegate.venue.unknown.messages", "Messages of no known kind", tags, stats.unknownMessages);
        counter("quotegate.venue.old.messages", "Messages repeated or out of order", tags, stats.oldMessages);
        counter("quotegate.venue.unrepresentable", "Values of too many digits", tags, stats.unrepresentable);
    }

    private double ageSeconds(VenueStats stats) {
        long ageMs = feeds.lastMessageAgeMs(stats);
        return ageMs < 0 ? Double.NaN : ageMs / 1000.0;
    }

    private void registerConnections() {
        counter("quotegate.requests", "Requests answered", Tags.empty(), connections.requests);
        counter("quotegate.drops", "Quotes not sent to slow subscribers", Tags.empty(), connections.drops);
        counter("quotegate.laps", "Times an event loop fell a whole ring behind", Tags.empty(), connections.laps);
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

    private void counter(String name, String description, Tags tags, LongAdder count) {
        FunctionCounter.builder(name, count, LongAdder::sum)
                .description(description)
                .tags(tags)
                .register(registry);
    }

    @Override
    public List<VenueStatus> venues() {
        List<VenueStatus> venues = new ArrayList<>();
        for (Map.Entry<Venue, VenueStats> entry : feeds.stats().entrySet()) {
            VenueStats stats = entry.getValue();
            venues.add(new VenueStatus(
                    entry.getKey(),
                    stats.state().wireName(),
                    venues.size(),
                    feeds.lastMessageAgeMs(stats),
                    stats.connects.sum(),
                    stats.switchesAway.sum(),
                    stats.gaps.sum()));
        }
        for (Venue venue : Venue.values()) {
            if (!feeds.stats().containsKey(venue)) {
                venues.add(new VenueStatus(venue, VenueState.DISABLED.wireName(), -1, -1, 0, 0, 0));
            }
        }
        return venues;
    }

    @Override
    public List<Venue> venuesOf(Instrument pair) {
        return feeds.stats().entrySet().stream()
                .filter(entry -> !entry.getValue().refusedPairs.contains(pair.id()))
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public boolean isReady() {
        boolean live = feeds.stats().values().stream().anyMatch(stats -> stats.state() == VenueState.LIVE);
        return live && instruments.all().stream().anyMatch(pair -> topOfBook.read(pair.id(), QuoteService.scratch()));
    }

    @Override
    public String version() {
        String version = RuntimeStatus.class.getPackage().getImplementationVersion();
        return version == null ? DEVELOPMENT : version;
    }

    @Override
    public long startedUs() {
        return startedUs;
    }

    @Override
    public String metrics() {
        return registry.scrape();
    }
}
