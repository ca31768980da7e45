package io.quotegate.gateway.http.routes;

import io.quotegate.api.Right;
import io.quotegate.gateway.http.HttpAnswer;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.gateway.http.Route;
import io.quotegate.gateway.http.WholeRequest;
import io.quotegate.gateway.http.specification.Specification;
import io.quotegate.service.status.SharedText;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** What is served, told to programs: each document is made once, when it is first asked for. Any thread. */
public final class SpecificationRoutes {
    private static final Duration FOR_EVER = Duration.ofNanos(Long.MAX_VALUE);

    private final HttpRoutes routes;
    private final String version;
    private final Executor executor;

    /**
     * @param routes   that are described, those too that are added later
     * @param version  of the gateway
     * @param executor makes the documents
     */
    public SpecificationRoutes(HttpRoutes routes, String version, Executor executor) {
        this.routes = routes;
        this.version = version;
        this.executor = executor;
    }

    /** Adds the routes to those that they describe. */
    public void add() {
        add("/v1/openapi.json", "What is served over HTTP, as OpenAPI 3.1.", Specification::openApi);
        add(
                "/v1/asyncapi.json",
                "What is said and pushed on streaming connections, as AsyncAPI 3.",
                Specification::asyncApi);
    }

    private void add(String path, String summary, Function<Specification, String> document) {
        SharedText text = new SharedText(
                () -> document.apply(new Specification(routes.list(), version)), executor, FOR_EVER, System::nanoTime);
        routes.add(Route.get(
                path,
                Right.TOKEN,
                summary,
                (stream, request, parameter) -> new WholeRequest(
                        stream,
                        () -> LaterAnswer.of(stream, text.get(), (body, made) -> {
                            body.put(made);
                            return HttpAnswer.JSON;
                        }))));
    }
}
