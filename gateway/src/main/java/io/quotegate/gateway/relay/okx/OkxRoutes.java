package io.quotegate.gateway.relay.okx;

import io.quotegate.api.Right;
import io.quotegate.codec.okx.OkxRequestDecoder;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.gateway.loop.PerLoop;
import io.quotegate.gateway.relay.LoopRelay;
import io.quotegate.gateway.relay.RelaySources;
import io.quotegate.gateway.websocket.WebSocketRoutes;

/** Where clients of OKX's WebSockets find us. Any thread. */
public final class OkxRoutes {
    private static final int LONGEST_MESSAGE = 64 * 1024;

    private final PerLoop<LoopRelay> relays;
    private final OkxRequestDecoder decoder = new OkxRequestDecoder();

    public OkxRoutes(PerLoop<LoopRelay> relays) {
        this.relays = relays;
    }

    /** Adds the routes to {@code routes}. */
    public void addTo(HttpRoutes routes) {
        add(routes, "/ws/v5/public", RelaySources.OKX_PUBLIC, "OKX's public channels.");
        add(routes, "/ws/v5/business", RelaySources.OKX_BUSINESS, "OKX's business channels.");
        add(routes, "/ws/v5/private", OkxSocket.PRIVATE, "Where OKX has private channels: everything is refused.");
    }

    private void add(HttpRoutes routes, String path, int source, String summary) {
        routes.add(WebSocketRoutes.route(
                path,
                Right.RELAY,
                summary,
                (stream, request, none) -> WebSocketRoutes.open(
                        stream,
                        LONGEST_MESSAGE,
                        outlet -> new OkxSocket(outlet, relays.on(stream.loop()), source, decoder))));
    }
}
