package io.quotegate.config;

import static io.quotegate.config.Setting.built;
import static io.quotegate.config.kind.Kinds.flag;
import static io.quotegate.config.kind.Kinds.integer;
import static io.quotegate.config.kind.Kinds.listOf;

import io.quotegate.config.kind.Urls;
import io.quotegate.feed.dial.VenueProxy;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** The rows of the table in {@link Settings} that say where venues are reached. Immutable: any thread. */
final class VenueSettings {
    private static final int MOST_ENDPOINTS = 8;
    static final Setting<List<URI>> OKX_WS = built(
            "venues.okx.ws",
            listOf(Urls.webSocket(), 1, MOST_ENDPOINTS),
            "wss://ws.okx.com:8443/ws/v5/public",
            "OKX's WebSocket for quotes, a complete URL; of several, another is tried when one does not serve.");
    static final Setting<URI> OKX_WS_BUSINESS = built(
            "venues.okx.ws-business",
            Urls.webSocket(),
            "wss://ws.okx.com:8443/ws/v5/business",
            "OKX's business WebSocket for the relay, a complete URL.");
    static final Setting<List<URI>> OKX_REST = built(
            "venues.okx.rest",
            listOf(Urls.restBase(), 1, MOST_ENDPOINTS),
            "https://www.okx.com",
            "Base of OKX's REST, to which /api/... is appended; of several, another is tried when one does not serve.");
    static final Setting<Optional<VenueProxy>> OKX_PROXY = built(
            "venues.okx.proxy",
            Urls.proxyOrNone(),
            "none",
            "Through which OKX's WebSocket and REST are reached; it looks up their names.");
    static final Setting<Boolean> OKX_SIMULATED = built(
            "venues.okx.simulated",
            flag(),
            "false",
            "Marks OKX's quotes as simulated; a simulator that says so itself is believed anyway.");
    static final Setting<Integer> OKX_CONNECTIONS = built(
            "venues.okx.connections",
            integer(1, 2),
            "1",
            "Connections to have to OKX at a time; each message is taken from whichever of 2 brings it first.");
    static final Setting<List<URI>> BINANCE_WS = built(
            "venues.binance.ws",
            listOf(Urls.webSocketBase(), 1, MOST_ENDPOINTS),
            "wss://stream.binance.com:9443",
            "Base of Binance's WebSockets, to which /ws or /stream is appended; of several, another is tried when one does"
                    + " not serve.");
    static final Setting<List<URI>> BINANCE_REST = built(
            "venues.binance.rest",
            listOf(Urls.restBase(), 1, MOST_ENDPOINTS),
            "https://api.binance.com",
            "Base of Binance's REST, to which /api/... is appended; of several, another is tried when one does not serve.");
    static final Setting<Optional<VenueProxy>> BINANCE_PROXY = built(
            "venues.binance.proxy",
            Urls.proxyOrNone(),
            "none",
            "Through which Binance's WebSocket and REST are reached; it looks up their names.");
    static final Setting<Boolean> BINANCE_SIMULATED = built(
            "venues.binance.simulated",
            flag(),
            "false",
            "Marks Binance's quotes as simulated; a simulator that says so itself is believed anyway.");
    static final Setting<Integer> BINANCE_CONNECTIONS = built(
            "venues.binance.connections",
            integer(1, 2),
            "1",
            "Connections to have to Binance at a time; each message is taken from whichever of 2 brings it first.");

    private VenueSettings() {}

    /** Every row, in the order of the file. */
    static List<Setting<?>> all() {
        return List.of(
                OKX_WS,
                OKX_WS_BUSINESS,
                OKX_REST,
                OKX_PROXY,
                OKX_SIMULATED,
                OKX_CONNECTIONS,
                BINANCE_WS,
                BINANCE_REST,
                BINANCE_PROXY,
                BINANCE_SIMULATED,
                BINANCE_CONNECTIONS);
    }
}
