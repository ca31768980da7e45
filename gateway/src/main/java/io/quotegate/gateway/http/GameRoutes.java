package io.quotegate.gateway.http;

import io.quotegate.api.InteractiveRequest;
import io.quotegate.codec.json.InteractiveJson;
import io.quotegate.gateway.interactive.Interactive;

/** Who won the game, over HTTP. Any thread. */
public final class GameRoutes {
    private final Interactive services;

    public GameRoutes(Interactive services) {
        this.services = services;
    }

    /** Adds the routes to {@code routes}. */
    public void addTo(HttpRoutes routes) {
        routes.get("/v1/game/winners", this::winners);
    }

    private HttpAnswer winners(HttpCall call) {
        InteractiveJson.winArray(
                call.body().ascii("{\"winners\":"), services.game().winners(InteractiveRequest.WINNERS));
        call.body().put('}');
        return HttpAnswer.JSON;
    }
}
