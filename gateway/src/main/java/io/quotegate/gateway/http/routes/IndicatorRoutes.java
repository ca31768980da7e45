package io.quotegate.gateway.http.routes;

import io.quotegate.api.Right;
import io.quotegate.codec.json.IndicatorJson;
import io.quotegate.gateway.http.HttpAnswer;
import io.quotegate.gateway.http.HttpCall;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.service.indicators.IndicatorService;

/** Indicators over HTTP. Any thread. */
public final class IndicatorRoutes {
    private final IndicatorService indicators;

    public IndicatorRoutes(IndicatorService indicators) {
        this.indicators = indicators;
    }

    /** Adds the routes to {@code routes}. */
    public void addTo(HttpRoutes routes) {
        routes.get("/v1/indicators/{pair}", Right.QUOTES, "Indicators of a pair over a window.", this::indicators);
    }

    private HttpAnswer indicators(HttpCall call) {
        String window = call.text("window");
        return call.answer(indicators.query(call.parameter(), window), IndicatorJson::object);
    }
}
