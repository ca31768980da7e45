package io.quotegate.config;

import static io.quotegate.config.Setting.built;
import static io.quotegate.config.kind.Kinds.choice;
import static io.quotegate.config.kind.Kinds.duration;
import static io.quotegate.config.kind.Kinds.listOf;

import io.quotegate.market.Venue;
import java.time.Duration;
import java.util.List;

/**
 * Which venues the gateway answers as. The keys are {@code relay.*}. Immutable: any thread.
 *
 * @param venues     whose dialects are spoken; none for no relay
 * @param closeAfter how long a venue may be away before its clients are told
 */
public record RelayConfig(List<Venue> venues, Duration closeAfter) {
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

    public RelayConfig {
        venues = List.copyOf(venues);
        VENUES.check(venues);
        CLOSE_AFTER.check(closeAfter);
    }

    static RelayConfig of(Values values) {
        return new RelayConfig(values.get(VENUES), values.get(CLOSE_AFTER));
    }

    /** The same, with no venue. */
    RelayConfig without() {
        return new RelayConfig(List.of(), closeAfter);
    }
}
