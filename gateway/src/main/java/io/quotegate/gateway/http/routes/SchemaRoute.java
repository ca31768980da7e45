package io.quotegate.gateway.http.routes;

import io.quotegate.api.Right;
import io.quotegate.codec.sbe.SbeSchema;
import io.quotegate.gateway.http.HttpAnswer;
import io.quotegate.gateway.http.HttpCall;
import io.quotegate.gateway.http.HttpRoutes;

/** {@code /v1/sbe.xml}: the schema of what is pushed in SBE, from which clients make their decoders. Any thread. */
public final class SchemaRoute {
    private final byte[] document = SbeSchema.document();

    /** Adds the route to {@code routes}. */
    public void addTo(HttpRoutes routes) {
        routes.get("/v1/sbe.xml", Right.TOKEN, "The schema of pushes in SBE.", this::schema);
    }

    private HttpAnswer schema(HttpCall call) {
        call.body().put(document);
        return HttpAnswer.XML;
    }
}
