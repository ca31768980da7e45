package io.quotegate.monitoring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.quotegate.feed.relay.RelayStats;
import io.quotegate.gateway.relay.RelayCrowd;
import io.quotegate.gateway.relay.rest.RestStats;
import io.quotegate.market.Venue;
import java.util.Map;

/**
 * What the relay counts. Any thread.
 *
 * @param crowds  clients, by venue
 * @param sources WebSockets to venues, by name
 * @param rest    by venue
 */
public record RelayMetrics(Map<Venue, RelayCrowd> crowds, Map<String, RelayStats> sources, Map<String, RestStats> rest)
        implements MeterBinder {
    private static final String PREFIX = "quotegate.relay.";

    @Override
    public void bindTo(MeterRegistry registry) {
        crowds.forEach((venue, crowd) -> new Meters(registry, PREFIX, Tags.of("venue", venue.wireName()))
                .gauge("clients", "WebSocket clients connected now", crowd, RelayCrowd::clients)
                .gauge("subscriptions", "Subscriptions of these", crowd, RelayCrowd::subscriptions)
                .counter("clients.refused", "Connections and subscriptions that were too many", crowd.refused()));
        sources.forEach((source, stats) -> new Meters(registry, PREFIX, Tags.of("source", source))
                .counter("messages", "Messages of venues to be passed on", stats.messages)
                .counter("bytes", "Their bytes", stats.bytes)
                .counter("too.long", "Of these, too long to be passed on", stats.tooLong)
                .counter("unknown.messages", "Messages of no known kind", stats.unknown)
                .counter("requests", "Requests to subscribe and to unsubscribe", stats.requests)
                .counter("refused", "Streams that were refused", stats.refused)
                .counter("connects", "Connections that were opened", stats.connects)
                .gauge("connections", "Connections to venues open now", stats, each -> each.connections.sum())
                .gauge("streams", "Streams and channels subscribed to now", stats, each -> each.topics.sum())
                .gauge(
                        "streams.overheard",
                        "Of these, those that come over the feed's connections",
                        stats,
                        each -> each.overheard.sum()));
        rest.forEach((venue, stats) -> new Meters(registry, PREFIX, Tags.of("venue", venue))
                .counter("rest.requests", "Requests of clients to a venue's REST", stats.requests)
                .counter("rest.known", "Of these, answered from streams and clocks", stats.known)
                .counter("rest.kept", "Of these, answered from what was kept", stats.hits)
                .counter("rest.shared", "Of these, answered with what others asked for", stats.shared)
                .counter("rest.limited", "Of these, refused as too many", stats.exhausted)
                .counter("rest.refused", "Of these, refused as private", stats.refused)
                .counter("rest.questions", "Questions to the venue", stats.questions)
                .counter("rest.failures", "Of these, without an answer", stats.failures)
                .counter("rest.weight", "What the questions weighed", stats.weight)
                .gauge("rest.used.weight", "Weight of the minute", stats, each -> each.usedWeight.get())
                .gauge(
                        "rest.weight.left",
                        "What questions may weigh at the moment",
                        stats,
                        each -> each.weightLeft() < 0 ? Double.NaN : each.weightLeft())
                .gauge("rest.kept.bytes", "Bytes of answers that are kept", stats, each -> each.keptBytes.get()));
    }
}
