package io.quotegate.config;

import io.quotegate.feed.VenueEndpoint;
import io.quotegate.feed.dial.Route;
import io.quotegate.market.Venue;
import java.net.URI;
import java.util.List;
import java.util.Objects;

/** Where the venues are reached. The keys are {@code venues.*}. Immutable: any thread. */
public record VenuesConfig(VenueConfig okx, VenueConfig binance) {
    private static final String BINANCE_STREAMS = "/ws";
    private static final String BINANCE_COMBINED = "/stream";

    public VenuesConfig {
        VenueSettings.OKX_WS.check(okx.ws());
        if (okx.wsBusiness() == null) {
            throw new IllegalArgumentException(VenueSettings.OKX_WS_BUSINESS.key() + ": none (expected: "
                    + VenueSettings.OKX_WS_BUSINESS.kind().expected() + ')');
        }
        VenueSettings.OKX_WS_BUSINESS.check(okx.wsBusiness());
        VenueSettings.OKX_REST.check(okx.rest());
        VenueSettings.BINANCE_WS.check(binance.ws());
        VenueSettings.BINANCE_REST.check(binance.rest());
    }

    static VenuesConfig of(Values values) {
        return new VenuesConfig(
                new VenueConfig(
                        values.get(VenueSettings.OKX_WS),
                        values.get(VenueSettings.OKX_WS_BUSINESS),
                        values.get(VenueSettings.OKX_REST),
                        values.get(VenueSettings.OKX_PROXY),
                        values.get(VenueSettings.OKX_SIMULATED),
                        values.get(VenueSettings.OKX_CONNECTIONS)),
                new VenueConfig(
                        values.get(VenueSettings.BINANCE_WS),
                        null,
                        values.get(VenueSettings.BINANCE_REST),
                        values.get(VenueSettings.BINANCE_PROXY),
                        values.get(VenueSettings.BINANCE_SIMULATED),
                        values.get(VenueSettings.BINANCE_CONNECTIONS)));
    }

    /** What is configured for {@code venue}. */
    public VenueConfig of(Venue venue) {
        return switch (venue) {
            case OKX -> okx;
            case BINANCE -> binance;
        };
    }

    /** The complete URLs of the venue's quotes, the best first: OKX's as they stand, Binance's with {@code /ws} appended. */
    public List<Route> webSockets(Venue venue) {
        return switch (venue) {
            case OKX -> okx.ws().stream().map(okx::route).toList();
            case BINANCE ->
                binance.ws().stream()
                        .map(base -> binance.route(URI.create(base + BINANCE_STREAMS)))
                        .toList();
        };
    }

    /** Binance's combined streams, for the relay, with {@code query} appended. */
    public List<Route> combinedStreams(String query) {
        return binance.ws().stream()
                .map(base -> binance.route(URI.create(base + BINANCE_COMBINED + query)))
                .toList();
    }

    /** The same as {@link #endpoint}, where every message says of which stream it is, for who passes messages on as they are. */
    public VenueEndpoint namingEndpoint(Venue venue) {
        return switch (venue) {
            case OKX -> endpoint(venue);
            case BINANCE -> new VenueEndpoint(venue, combinedStreams(""), binance.simulated());
        };
    }

    /** OKX's business WebSocket, for the relay. */
    public List<Route> business() {
        return List.of(okx.route(Objects.requireNonNull(okx.wsBusiness(), "wsBusiness")));
    }

    /** The bases of the venue's REST, the best first. */
    public List<Route> rest(Venue venue) {
        VenueConfig config = of(venue);
        return config.rest().stream().map(config::route).toList();
    }

    /** Whether {@code venue} is reached where the real one is: at its own addresses. */
    public boolean isAtHome(Venue venue) {
        VenueConfig config = of(venue);
        return !config.simulated()
                && switch (venue) {
                    case OKX ->
                        VenueSettings.OKX_WS.isDefault(config.ws()) && VenueSettings.OKX_REST.isDefault(config.rest());
                    case BINANCE ->
                        VenueSettings.BINANCE_WS.isDefault(config.ws())
                                && VenueSettings.BINANCE_REST.isDefault(config.rest());
                };
    }

    /** What a feed needs to connect to {@code venue}. */
    public VenueEndpoint endpoint(Venue venue) {
        return new VenueEndpoint(venue, webSockets(venue), of(venue).simulated());
    }
}
