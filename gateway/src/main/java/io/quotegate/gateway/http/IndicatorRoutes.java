package io.quotegate.gateway.http;

import io.quotegate.codec.json.IndicatorJson;
import io.quotegate.service.indicators.IndicatorService;
import java.util.Objects;

/** Indicators over HTTP. Any thread. */
public final class IndicatorRoutes {
    private final IndicatorService indicators;

    public IndicatorRoutes(IndicatorService indicators) {
        this.indicators = indicators;
    }

    /** Adds the routes to {@code routes}. */
    public void addTo(HttpRoutes routes) {
        routes.getBelow("/v1/indicators/", this::indicators);
    }

    private HttpAnswer indicators(HttpCall call) {
        String window = Objects.requireNonNullElse(call.query("window"), "");
        return call.answer(indicators.query(call.parameter(), window), IndicatorJson::object);
    }
}
