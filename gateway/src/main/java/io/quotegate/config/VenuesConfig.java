package io.quotegate.config;

import io.quotegate.feed.VenueEndpoint;
import io.quotegate.feed.dial.Route;
import io.quotegate.market.Venue;
import java.net.URI;
import java.util.List;

/** Where the venues are reached. The keys are {@code venues.*}. Immutable: any thread. */
public record VenuesConfig(VenueConfig okx, VenueConfig binance) {
    private static final String BINANCE_STREAMS = "/ws";

    public VenuesConfig {
        Settings.OKX_WS.check(okx.ws());
        if (okx.wsBusiness() == null) {
            throw new IllegalArgumentException(Settings.OKX_WS_BUSINESS.key() + ": none (expected: "
                    + Settings.OKX_WS_BUSINESS.kind().expected() + ')');
        }
        Settings.OKX_WS_BUSINESS.check(okx.wsBusiness());
        Settings.OKX_REST.check(okx.rest());
        Settings.BINANCE_WS.check(binance.ws());
        Settings.BINANCE_REST.check(binance.rest());
    }

    static VenuesConfig of(Values values) {
        return new VenuesConfig(
                new VenueConfig(
                        values.get(Settings.OKX_WS),
                        values.get(Settings.OKX_WS_BUSINESS),
                        values.get(Settings.OKX_REST),
                        values.get(Settings.OKX_SIMULATED)),
                new VenueConfig(
                        values.get(Settings.BINANCE_WS),
                        null,
                        values.get(Settings.BINANCE_REST),
                        values.get(Settings.BINANCE_SIMULATED)));
    }

    /** What is configured for {@code venue}. */
    public VenueConfig of(Venue venue) {
        return switch (venue) {
            case OKX -> okx;
            case BINANCE -> binance;
        };
    }

    /** The complete URL of the venue's quotes: OKX's as it stands, Binance's with {@code /ws} appended. */
    public URI webSocket(Venue venue) {
        return switch (venue) {
            case OKX -> okx.ws();
            case BINANCE -> URI.create(binance.ws() + BINANCE_STREAMS);
        };
    }

    /** The bases of the venue's REST, the best first. */
    public List<Route> rest(Venue venue) {
        return List.of(Route.direct(of(venue).rest()));
    }

    /** Whether {@code venue} is reached where the real one is: at its own addresses. */
    public boolean isAtHome(Venue venue) {
        VenueConfig config = of(venue);
        return !config.simulated()
                && switch (venue) {
                    case OKX -> Settings.OKX_WS.isDefault(config.ws()) && Settings.OKX_REST.isDefault(config.rest());
                    case BINANCE ->
                        Settings.BINANCE_WS.isDefault(config.ws()) && Settings.BINANCE_REST.isDefault(config.rest());
                };
    }

    /** What a feed needs to connect to {@code venue}. */
    public VenueEndpoint endpoint(Venue venue) {
        return new VenueEndpoint(
                venue, List.of(Route.direct(webSocket(venue))), of(venue).simulated());
    }
}
