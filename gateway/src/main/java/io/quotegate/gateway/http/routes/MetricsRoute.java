package io.quotegate.gateway.http.routes;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;
import io.quotegate.api.Right;
import io.quotegate.gateway.http.AnswerListener;
import io.quotegate.gateway.http.HttpAnswer;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.gateway.http.HttpStream;
import io.quotegate.gateway.http.Preference;
import io.quotegate.gateway.http.RequestHead;
import io.quotegate.gateway.http.Route;
import io.quotegate.gateway.http.StreamListener;
import io.quotegate.gateway.http.WholeRequest;
import io.quotegate.service.status.GatewayStatus;
import io.quotegate.service.status.SharedText;
import java.time.Duration;
import java.util.concurrent.Executor;

/** The counters, which are gathered and written away from event loops: of a large gateway that takes many turns. Any thread. */
public final class MetricsRoute {
    private final SharedText prometheus;
    private final SharedText openMetrics;

    /**
     * @param executor gathers them
     * @param kept     how long what was gathered is answered
     */
    public MetricsRoute(GatewayStatus status, Executor executor, Duration kept) {
        prometheus = new SharedText(status::metrics, executor, kept, System::nanoTime);
        openMetrics = new SharedText(status::openMetrics, executor, kept, System::nanoTime);
    }

    /** Adds the route to {@code routes}. */
    public void addTo(HttpRoutes routes) {
        routes.add(Route.get("/metrics", Right.METRICS, "Counters and gauges as Prometheus reads them.", this::open));
    }

    private StreamListener open(HttpStream stream, RequestHead request, String parameter) {
        return new WholeRequest(stream, () -> begin(stream, request));
    }

    private AnswerListener begin(HttpStream stream, RequestHead request) {
        AsciiString accepted = request.field(HttpHeaderNames.ACCEPT);
        double open = Preference.of(accepted, "application/openmetrics-text");
        boolean asOpenMetrics = open > 0 && open >= Preference.of(accepted, "text/plain");
        HttpAnswer kind = asOpenMetrics ? HttpAnswer.OPEN_METRICS : HttpAnswer.METRICS;
        return LaterAnswer.of(stream, (asOpenMetrics ? openMetrics : prometheus).get(), (body, text) -> {
            body.put(text);
            return kind;
        });
    }
}
