package io.quotegate.gateway.http.routes;

import io.quotegate.api.GameWin;
import io.quotegate.api.Right;
import io.quotegate.codec.json.GameJson;
import io.quotegate.gateway.http.HttpAnswer;
import io.quotegate.gateway.http.HttpCall;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.service.game.GameService;

/** Who won the game, over HTTP. Any thread. */
public final class GameRoutes {
    private final GameService game;

    public GameRoutes(GameService game) {
        this.game = game;
    }

    /** Adds the routes to {@code routes}. */
    public void addTo(HttpRoutes routes) {
        routes.get("/v1/game/winners", Right.INTERACTIVE, "Who won the game lately.", this::winners);
    }

    private HttpAnswer winners(HttpCall call) {
        return call.answer(GameWin.listed(call.text("limit")), (body, count) -> {
            GameJson.array(body.ascii("{\"winners\":"), game.winners(count));
            body.put('}');
        });
    }
}
