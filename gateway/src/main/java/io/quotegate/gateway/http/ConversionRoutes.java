package io.quotegate.gateway.http;

import io.quotegate.api.ClientRequest;
import io.quotegate.api.ConversionRequest;
import io.quotegate.api.ErrorCode;
import io.quotegate.codec.json.ConversionJson;
import io.quotegate.ring.QuoteSource;
import io.quotegate.service.conversion.ConversionOutcome;
import io.quotegate.service.conversion.ConversionService;
import java.util.Objects;

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
        routes.get("/v1/convert", this::convert);
    }

    private HttpAnswer convert(HttpCall call) {
        String allowStale = parameter(call, "allow_stale");
        if (!allowStale.isEmpty() && !allowStale.equals("true") && !allowStale.equals("false")) {
            String detail = "allow_stale: " + ClientRequest.shown(allowStale) + " (expected: true or false)";
            return HttpAnswer.problem(call.body(), ErrorCode.BAD_REQUEST, detail);
        }
        ConversionRequest request = new ConversionRequest(
                parameter(call, "from"), parameter(call, "to"), parameter(call, "amount"), allowStale.equals("true"));
        ConversionOutcome outcome = conversions.convert(request, newest);
        if (outcome instanceof ConversionOutcome.Converted converted) {
            ConversionJson.object(call.body(), converted.conversion());
            return HttpAnswer.JSON;
        }
        ConversionOutcome.Refused refused = (ConversionOutcome.Refused) outcome;
        return HttpAnswer.problem(call.body(), refused.code(), refused.message());
    }

    private static String parameter(HttpCall call, String name) {
        return Objects.requireNonNullElse(call.query(name), "");
    }
}
