package io.quotegate.monitoring;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.quotegate.auth.TokenStats;
import io.quotegate.fault.Faults;
import io.quotegate.feed.Feeds;
import io.quotegate.feed.VenueState;
import io.quotegate.feed.VenueStats;
import io.quotegate.gateway.session.ConnectionMetrics;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Protocol;
import io.quotegate.market.Instruments;
import io.quotegate.market.StatusReason;
import io.quotegate.ring.TopOfBook;
import io.quotegate.service.history.History;
import io.quotegate.service.indicators.IndicatorService;
import io.quotegate.service.recording.RecorderStats;
import io.quotegate.store.StoreStats;
import io.quotegate.time.TimeHistogram;
import io.quotegate.tls.TlsStats;
import io.quotegate.transport.LoopTurns;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All counters, under the names that {@code /metrics} gives them. Any thread. */
public final class GatewayMetrics {
    private static final String OPEN_METRICS = "application/openmetrics-text";

    /** A library's, under names that Prometheus' linter holds to be faulty, and which other metrics say as well. */
    private static final List<String> MISNAMED = List.of("process.cpu.time", "system.cpu.count");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    /** With those of the process. */
    public GatewayMetrics() {
        registry.config().meterFilter(new MissingHelp());
        MISNAMED.forEach(name -> registry.config().meterFilter(MeterFilter.denyNameStartsWith(name)));
        ProcessMetrics.addTo(registry, RuntimeStatus.runningVersion());
    }

    /** Adds what is counted of each venue, and of its order books. */
    public void addVenues(Feeds feeds) {
        add(new BookMetrics(feeds.bookStats()));
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
            for (StatusReason reason : StatusReason.values()) {
                FunctionCounter.builder("quotegate.venue.switches", stats, each -> each.switchesAway.of(reason))
                        .description("Pairs switched away from the venue")
                        .tags(tags.and("reason", reason.wireName()))
                        .register(registry);
            }
            for (VenueStats.Loss reason : VenueStats.Loss.values()) {
                FunctionCounter.builder("quotegate.venue.losses", stats, each -> each.losses.of(reason))
                        .description("Connections to the venue that ended, or could not be made")
                        .tags(tags.and("reason", reason.wireName()))
                        .register(registry);
            }
            counter("quotegate.venue.gaps", "Jumps in trade numbers", tags, stats.gaps);
            counter("quotegate.venue.decode.errors", "Messages that could not be read", tags, stats.decodeErrors);
            counter("quotegate.venue.unknown.messages", "Messages of no known kind", tags, stats.unknownMessages);
            counter("quotegate.venue.old.messages", "Messages repeated or out of order", tags, stats.oldMessages);
            counter("quotegate.venue.times.ahead", "Times too far ahead to be believed", tags, stats.timesAhead);
            counter("quotegate.venue.crossed", "Quotes whose bid was not below their ask", tags, stats.crossed);
            counter("quotegate.venue.unrepresentable", "Values of too many digits", tags, stats.unrepresentable);
            counter("quotegate.venue.unusable", "Values not understood, or zero as a price", tags, stats.unusable);
        });
        times("quotegate_venue_latency", "From the venue's time to when it was received", "venue", () -> {
            Map<String, TimeHistogram> latencies = new HashMap<>();
            feeds.stats().forEach((venue, stats) -> latencies.put(venue.wireName(), stats.latency));
            return latencies;
        });
    }

    /** Adds how old what is served is. */
    public void addMarket(Instruments instruments, TopOfBook topOfBook, LongSupplier epochUs) {
        Gauge.builder(
                        "quotegate.oldest.pair.age.seconds",
                        () -> OldestPair.ageSeconds(instruments, topOfBook, epochUs.getAsLong()))
                .description("Time since the pair changed that has not for longest; NaN before the first quote")
                .register(registry);
    }

    private static double ageSeconds(Feeds feeds, VenueStats stats) {
        long ageMs = feeds.lastMessageAgeMs(stats);
        return ageMs < 0 ? Double.NaN : ageMs / 1000.0;
    }

    /** Adds what is counted of clients. */
    public void addConnections(ConnectionMetrics connections, LongSupplier pendingBytes) {
        Gauge.builder("quotegate.pending.bytes", pendingBytes::getAsLong)
                .description("Bytes that wait for clients to take them")
                .register(registry);
        Gauge.builder("quotegate.groups", connections, each -> each.groups.sum())
                .description("Sets of things that subscribers want, for each of which a batch is put together once")
                .register(registry);
        addDeflate(connections);
        times("quotegate_delivery_time", "From the receipt of a batch's first to its last flush", "protocol", () -> {
            Map<String, TimeHistogram> deliveries = new HashMap<>();
            for (Protocol protocol : Protocol.values()) {
                deliveries.put(protocol.wireName(), connections.deliveryTimes(protocol));
            }
            return deliveries;
        });
        times(
                "quotegate_request_time",
                "From a request to the beginning of its answer",
                "operation",
                connections.requestTimes::all);
        counter("quotegate.requests", "Requests answered", connections.requests);
        counter("quotegate.turned.away", "Requests turned away", Tags.of("rule", "hosts"), connections.otherHosts);
        counter("quotegate.turned.away", "Requests turned away", Tags.of("rule", "origins"), connections.otherSites);
        counter("quotegate.drops", "Quotes not sent to slow subscribers", connections.drops);
        counter(
                "quotegate.turn.waits",
                "Times that a connection waited for another turn of its loop",
                connections.waitsForTurn);
        connections
                .resumes()
                .forEach((result, count) -> counter(
                        "quotegate.resumes",
                        "Subscriptions that were to go on where the client was",
                        Tags.of("result", result),
                        count));
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

    private void addDeflate(ConnectionMetrics connections) {
        Gauge.builder("quotegate.deflate.streams", connections, each -> each.deflateStreams.sum())
                .description("Groups whose subscribers share a deflate stream")
                .register(registry);
        counter(
                "quotegate.deflate.refusals",
                "Subscribers whose group found no deflate stream free",
                connections.deflateRefusals);
        counter("quotegate.deflate.beginnings", "Times such a stream began anew", connections.deflateBeginnings);
        counter("quotegate.deflate.saved.bytes", "Bytes not sent thanks to them", connections.deflateSavedBytes);
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
        times(
                "quotegate_tls_handshake_time",
                "From the client's first message to the end of the handshake",
                "",
                () -> Map.of("", stats.handshakeTimes));
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

    /** Adds what is counted of the store; null for nothing, where there is none. */
    public void addStore(@Nullable StoreStats stats) {
        if (stats == null) {
            return;
        }
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

    /** The same of the recorder. */
    public void addRecorder(@Nullable RecorderStats stats) {
        if (stats == null) {
            return;
        }
        Gauge.builder("quotegate.recorder.up", stats, each -> each.isUp() ? 1 : 0)
                .description("1 while what is served is recorded, otherwise 0")
                .register(registry);
        counter("quotegate.recorder.rows", "Quotes and trades that were recorded", stats.rows);
        counter("quotegate.recorder.failures", "Times that a recording could not be written", stats.failures);
        counter("quotegate.recorder.laps", "Times the recorder fell a whole ring behind", stats.laps);
    }

    /** Adds what {@code more} counts. */
    public void add(MeterBinder more) {
        more.bindTo(registry);
    }

    private void times(
            String name, String description, String label, Supplier<Map<String, TimeHistogram>> byValueOfLabel) {
        registry.getPrometheusRegistry().register(new TimeHistograms(name, description, label, byValueOfLabel));
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
