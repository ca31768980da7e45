package io.quotegate.gateway.http.routes;

import io.quotegate.api.ConversionRequest;
import io.quotegate.api.Refusal;
import io.quotegate.api.Right;
import io.quotegate.codec.json.ConversionJson;
import io.quotegate.gateway.http.HttpAnswer;
import io.quotegate.gateway.http.HttpCall;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.ring.QuoteSource;
import io.quotegate.service.conversion.ConversionService;

/** Conversions over HTTP. Any thread. */
public final class ConversionRoutes {
    private final ConversionService conversions;
    private final QuoteSource newest;

    /** @param newest the newest quotes, readable from any thread */
    public ConversionRoutes(ConversionService conversions, QuoteSource newest) {
        this.conversions = conversions;
        this.newest = newest;
    }

    /** Adds the routes to {@code routes}. */
    public void addTo(HttpRoutes routes) {
        routes.get("/v1/convert", Right.QUOTES, "What an amount of one currency is in another.", this::convert);
    }

    private HttpAnswer convert(HttpCall call) {
        String allowStale = call.text("allow_stale");
        if (!allowStale.isEmpty() && !allowStale.equals("true") && !allowStale.equals("false")) {
            return HttpAnswer.problem(call.body(), Refusal.badRequest("allow_stale", allowStale, "true or false"));
        }
        ConversionRequest request = new ConversionRequest(
                call.text("from"), call.text("to"), call.text("amount"), allowStale.equals("true"));
        return call.answer(conversions.convert(request, newest), ConversionJson::object);
    }
}
