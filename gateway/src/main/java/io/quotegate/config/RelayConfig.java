package io.quotegate.config;

import static io.quotegate.config.Setting.built;
import static io.quotegate.config.kind.Kinds.choice;
import static io.quotegate.config.kind.Kinds.duration;
import static io.quotegate.config.kind.Kinds.integer;
import static io.quotegate.config.kind.Kinds.listOf;

import io.quotegate.market.Venue;
import java.time.Duration;
import java.util.List;

/**
 * Which venues the gateway answers as. The keys are {@code relay.*}. Immutable: any thread.
 *
 * @param venues     whose dialects are spoken; none for no relay
 * @param closeAfter how long a venue may be away before its clients are told
 * @param clients    most at a time, of all venues
 * @param subscriptions most that they have together
 */
public record RelayConfig(List<Venue> venues, Duration closeAfter, int clients, int subscriptions) {
    static final Setting<List<Venue>> VENUES = built(
            "relay.venues",
            listOf(choice(List.of(Venue.values()), Venue::wireName), 0, Venue.count()),
            "",
            "Venues as which the gateway answers too, to bots that exist already; none is no relay.");
    static final Setting<Duration> CLOSE_AFTER = built(
            "relay.close-after",
            duration("1s", "24h"),
            "30s",
            "How long a venue may be away before the relay's clients of it are closed, as the venue would.");
    static final Setting<Integer> CLIENTS = built(
            "relay.clients",
            integer(1, 100_000_000),
            "10000",
            "WebSocket clients of the relay at a time, of all venues; more are answered 429.");
    static final Setting<Integer> SUBSCRIPTIONS = built(
            "relay.subscriptions",
            integer(1, 100_000_000),
            "1000000",
            "Subscriptions of the relay's clients together, each a stream of one client; more are refused as the venue would.");

    public RelayConfig {
        venues = List.copyOf(venues);
        VENUES.check(venues);
        CLOSE_AFTER.check(closeAfter);
        CLIENTS.check(clients);
        SUBSCRIPTIONS.check(subscriptions);
    }

    static RelayConfig of(Values values) {
        return new RelayConfig(
                values.get(VENUES), values.get(CLOSE_AFTER), values.get(CLIENTS), values.get(SUBSCRIPTIONS));
    }

    /** The same, with no venue. */
    RelayConfig without() {
        return new RelayConfig(List.of(), closeAfter, clients, subscriptions);
    }
}
