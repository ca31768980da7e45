package io.quotegate.gateway.http.routes;

import io.quotegate.api.CandleRequest;
import io.quotegate.api.Right;
import io.quotegate.codec.json.CandleJson;
import io.quotegate.gateway.http.HttpAnswer;
import io.quotegate.gateway.http.HttpCall;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.service.history.HistoryService;

/** Candles and trades over HTTP. Any thread. */
public final class HistoryRoutes {
    private final HistoryService history;

    public HistoryRoutes(HistoryService history) {
        this.history = history;
    }

    /** Adds the routes to {@code routes}. */
    public void addTo(HttpRoutes routes) {
        routes.get("/v1/candles/{pair}", Right.QUOTES, "Candles of a pair, the oldest first.", this::candles);
        routes.get("/v1/trades/{pair}", Right.QUOTES, "The last trades of a pair, the newest first.", this::trades);
    }

    private HttpAnswer candles(HttpCall call) {
        CandleRequest request = new CandleRequest(call.parameter(), call.text("interval"), call.text("limit"));
        return call.answer(history.candles(request), (body, list) -> {
            CandleJson.array(body.ascii("{\"candles\":"), list.candles());
            body.put('}');
        });
    }

    private HttpAnswer trades(HttpCall call) {
        return call.answer(history.trades(call.parameter(), call.text("limit")), (body, trades) -> {
            call.loop().json().trades(body.ascii("{\"trades\":"), trades);
            body.put('}');
        });
    }
}
