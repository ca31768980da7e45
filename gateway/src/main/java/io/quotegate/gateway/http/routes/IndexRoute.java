package io.quotegate.gateway.http.routes;

import io.netty.handler.codec.http.HttpMethod;
import io.quotegate.api.Right;
import io.quotegate.gateway.http.HttpAnswer;
import io.quotegate.gateway.http.HttpCall;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.gateway.http.Route;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** {@code /v1}: what is served, a line for each route, for people. Any thread. */
public final class IndexRoute {
    private final HttpRoutes routes;

    /** @param routes that are listed, those too that are added later */
    public IndexRoute(HttpRoutes routes) {
        this.routes = routes;
    }

    /** Adds the route to those that it lists. */
    public void add() {
        routes.get("/v1", Right.TOKEN, "What is served here.", this::index);
    }

    private HttpAnswer index(HttpCall call) {
        String lines = routes.list().stream().map(IndexRoute::line).collect(Collectors.joining());
        call.body().put(lines.getBytes(StandardCharsets.UTF_8));
        return HttpAnswer.TEXT;
    }

    private static String line(Route route) {
        String methods = route.methods().stream().map(HttpMethod::name).collect(Collectors.joining(", "));
        String how = route.protocol() == null ? methods : route.protocol();
        return String.format("%-13s %-50s %s%n", how, route.path(), route.summary());
    }
}
