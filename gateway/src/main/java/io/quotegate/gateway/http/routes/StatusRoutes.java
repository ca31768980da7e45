package io.quotegate.gateway.http.routes;

import io.quotegate.api.ErrorCode;
import io.quotegate.api.Refusal;
import io.quotegate.api.Right;
import io.quotegate.gateway.http.HttpAnswer;
import io.quotegate.gateway.http.HttpCall;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.market.Instrument;
import io.quotegate.market.Venue;
import io.quotegate.service.quotes.QuoteService;
import io.quotegate.service.status.GatewayStatus;
import io.quotegate.service.status.GatewayStatus.VenueStatus;
import io.quotegate.text.ByteWriter;
import java.util.ArrayList;
import java.util.List;

/** How the gateway and its venues are, over HTTP. Any thread. */
public final class StatusRoutes {
    private final QuoteService quotes;
    private final GatewayStatus status;

    public StatusRoutes(QuoteService quotes, GatewayStatus status) {
        this.quotes = quotes;
        this.status = status;
    }

    /** Adds the routes to {@code routes}. */
    public void addTo(HttpRoutes routes) {
        routes.get("/v1/pairs", Right.QUOTES, "The pairs, and which venues have them.", this::pairs);
        routes.get("/v1/venues", Right.QUOTES, "How the venues are.", this::venues);
        routes.get("/v1/info", Right.TOKEN, "Name, version and instance of the gateway.", this::info);
        routes.get("/healthz", Right.ANYBODY, "Whether the gateway runs.", this::health);
        routes.get("/readyz", Right.ANYBODY, "Whether quotes are served.", this::readiness);
    }

    private HttpAnswer pairs(HttpCall call) {
        ByteWriter body = call.body().ascii("{\"pairs\":[");
        for (Instrument pair : quotes.instruments().all()) {
            body.ascii(pair.id() == 0 ? "{\"pair\":" : ",{\"pair\":").jsonString(pair.symbol());
            body.ascii(",\"base\":").jsonString(pair.base());
            body.ascii(",\"quote\":").jsonString(pair.quote()).ascii(",\"venues\":[");
            List<Venue> venues = status.venuesOf(pair);
            for (int i = 0; i < venues.size(); i++) {
                body.ascii(i == 0 ? "" : ",").jsonString(venues.get(i).wireName());
            }
            body.ascii("]}");
        }
        body.ascii("]}");
        return HttpAnswer.JSON;
    }

    private HttpAnswer venues(HttpCall call) {
        ByteWriter body = call.body().ascii("{\"venues\":[");
        List<VenueStatus> venues = status.venues();
        for (int i = 0; i < venues.size(); i++) {
            VenueStatus venue = venues.get(i);
            body.ascii(i == 0 ? "" : ",")
                    .ascii("{\"venue\":")
                    .jsonString(venue.venue().wireName());
            body.ascii(",\"state\":").jsonString(venue.state());
            body.ascii(",\"preferred\":");
            nullable(body, venue.preferred());
            body.ascii(",\"lastMessageAgeMs\":");
            nullable(body, venue.lastMessageAgeMs());
            body.ascii(",\"connects\":").number(venue.connects());
            body.ascii(",\"switchesAway\":").number(venue.switchesAway());
            body.ascii(",\"gaps\":").number(venue.gaps()).put('}');
        }
        body.ascii("]}");
        return HttpAnswer.JSON;
    }

    private static void nullable(ByteWriter body, long value) {
        if (value < 0) {
            body.ascii("null");
        } else {
            body.number(value);
        }
    }

    private HttpAnswer info(HttpCall call) {
        call.body().ascii("{\"name\":\"quotegate\",\"version\":").jsonString(status.version());
        call.body().ascii(",\"instance\":").jsonString(quotes.instance());
        call.body().ascii(",\"started\":").number(status.startedUs()).put('}');
        return HttpAnswer.JSON;
    }

    private HttpAnswer health(HttpCall call) {
        List<String> broken = status.broken();
        if (!broken.isEmpty()) {
            String what = String.join(", ", broken);
            return HttpAnswer.problem(call.body(), new Refusal(ErrorCode.NO_DATA, "does nothing but fail: " + what));
        }
        call.body().ascii("{\"status\":\"ok\"}");
        return HttpAnswer.JSON;
    }

    private HttpAnswer readiness(HttpCall call) {
        if (!status.isReady()) {
            String first = status.isEnding() ? "the gateway stops" : "no venue is live, or none has quoted yet";
            List<String> why = new ArrayList<>(List.of(first));
            why.addAll(status.reasons());
            return HttpAnswer.problem(call.body(), new Refusal(ErrorCode.NO_DATA, String.join("; ", why)));
        }
        ByteWriter body = call.body().ascii("{\"status\":\"ready\"");
        List<String> reasons = status.reasons();
        for (int i = 0; i < reasons.size(); i++) {
            body.ascii(i == 0 ? ",\"reasons\":[" : ",").jsonString(reasons.get(i));
        }
        body.ascii(reasons.isEmpty() ? "}" : "]}");
        return HttpAnswer.JSON;
    }
}
