package io.quotegate.gateway.http;

import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table of what is served where. Immutable: any thread.
 *
 * @param path     as it is; or ends with {@code {name}} for one more segment, or with {@code {*name}} for all that follows, even nothing
 * @param methods  that are served; none where only {@code protocol} is
 * @param protocol what is spoken here instead of HTTP, for those who ask for it, or null
 * @param summary  a sentence for people
 */
public record Route(
        String path, List<HttpMethod> methods, @Nullable String protocol, String summary, HttpEndpoint endpoint) {
    private static final List<HttpMethod> READING = List.of(HttpMethod.GET, HttpMethod.HEAD);

    public Route {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path: " + path + " (expected: to begin with /)");
        }
        methods = List.copyOf(methods);
    }

    /** A route for {@code GET} and {@code HEAD}. */
    public static Route get(String path, String summary, HttpEndpoint endpoint) {
        return new Route(path, READING, null, summary, endpoint);
    }

    /** Whether it answers a request of {@code method}, that wants to speak {@code wanted} or, by null, nothing else. */
    boolean serves(HttpMethod method, @Nullable String wanted) {
        return wanted != null && protocol != null ? wanted.equals(protocol) : methods.contains(method);
    }
}
