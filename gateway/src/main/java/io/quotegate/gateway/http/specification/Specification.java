package io.quotegate.gateway.http.specification;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotegate.gateway.http.Route;
import java.util.List;

/**
 * The two documents. Immutable: any thread, but no event loop, as files are read for it.
 *
 * @param routes  what is served
 * @param version of the gateway
 */
public record Specification(List<Route> routes, String version) {
    public Specification {
        routes = List.copyOf(routes);
    }

    /** OpenAPI 3.1 of what is served over HTTP, but for calls of gRPC and the venues' own dialects. */
    public String openApi() {
        return text(new OpenApi(Descriptions.ofProcess()).document(routes, version));
    }

    /** AsyncAPI 3 of what is said and pushed on streaming connections. */
    public String asyncApi() {
        return text(new AsyncApi(Descriptions.ofProcess()).document(routes, version));
    }

    private static String text(ObjectNode document) {
        return document.toPrettyString() + '\n';
    }
}
