package io.quotegate.gateway.relay.okx;

import io.quotegate.api.Right;
import io.quotegate.codec.okx.OkxRequestDecoder;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.gateway.http.HttpStream;
import io.quotegate.gateway.http.StreamListener;
import io.quotegate.gateway.loop.PerLoop;
import io.quotegate.gateway.relay.LoopRelay;
import io.quotegate.gateway.relay.RelayCrowd;
import io.quotegate.gateway.relay.RelaySources;
import io.quotegate.gateway.relay.rest.RestReply;
import io.quotegate.gateway.websocket.WebSocketRoutes;

/** Where clients of OKX's WebSockets find us. Any thread. */
public final class OkxRoutes {
    private static final int LONGEST_MESSAGE = 64 * 1024;

    private static final RestReply FULL = RestReply.json(429, "{\"msg\":\"Too Many Requests\",\"code\":\"50011\"}");

    private final PerLoop<LoopRelay> relays;
    private final RelayCrowd crowd;
    private final OkxRequestDecoder decoder = new OkxRequestDecoder();

    public OkxRoutes(PerLoop<LoopRelay> relays, RelayCrowd crowd) {
        this.relays = relays;
        this.crowd = crowd;
    }

    /** Adds the routes to {@code routes}. */
    public void addTo(HttpRoutes routes) {
        add(routes, "/ws/v5/public", RelaySources.OKX_PUBLIC, "OKX's public channels.");
        add(routes, "/ws/v5/business", RelaySources.OKX_BUSINESS, "OKX's business channels.");
        add(routes, "/ws/v5/private", OkxSocket.PRIVATE, "Where OKX has private channels: everything is refused.");
    }

    private void add(HttpRoutes routes, String path, int source, String summary) {
        routes.add(WebSocketRoutes.route(path, Right.RELAY, summary, (stream, request, none) -> open(stream, source)));
    }

    private StreamListener open(HttpStream stream, int source) {
        if (!crowd.hasRoom(0)) {
            FULL.sendTo(stream, null, -1);
            return StreamListener.ANSWERED;
        }
        LoopRelay relay = relays.on(stream.loop());
        return WebSocketRoutes.open(
                stream, LONGEST_MESSAGE, outlet -> new OkxSocket(outlet, relay, source, decoder, crowd));
    }
}
