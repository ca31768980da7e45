package io.quotegate.gateway.http;

import io.netty.handler.codec.http.HttpMethod;
import io.quotegate.api.Right;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the table of what is served where. Immutable: any thread.
 *
 * @param path     as it is; or ends with {@code {name}} for one more segment, or with {@code {*name}} for all that follows, even nothing
 * @param methods  that are served; none where only {@code protocol} is
 * @param right    what a client needs to be answered
 * @param protocol what is spoken here instead of HTTP, for those who ask for it, or null
 * @param summary  a sentence for people
 * @param readers  which pages may have it read
 */
public record Route(
        String path,
        List<HttpMethod> methods,
        Right right,
        @Nullable String protocol,
        String summary,
        HttpEndpoint endpoint,
        Readers readers) {
    private static final List<HttpMethod> READING = List.of(HttpMethod.GET, HttpMethod.HEAD);

    /** Which pages may have a route read, though only those of allowed sites get at what is read. */
    public enum Readers {
        /** Those of every site, as browsers cannot be kept from it. */
        EVERY_SITE,
        /** Those of our own host, and of sites that are allowed. */
        ALLOWED_SITES
    }

    public Route {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path: " + path + " (expected: to begin with /)");
        }
        methods = List.copyOf(methods);
    }

    /** A route for {@code GET} and {@code HEAD}. */
    public static Route get(String path, Right right, String summary, HttpEndpoint endpoint) {
        return new Route(path, READING, right, null, summary, endpoint, Readers.EVERY_SITE);
    }

    /** A route for {@code GET} whose answer goes on, which costs us for as long as a page is open. */
    public static Route events(String path, Right right, String summary, HttpEndpoint endpoint) {
        return new Route(path, READING, right, null, summary, endpoint, Readers.ALLOWED_SITES);
    }

    /** A route for requests of {@code methods}, or that want to speak {@code protocol}. */
    public static Route of(
            String path,
            List<HttpMethod> methods,
            Right right,
            @Nullable String protocol,
            String summary,
            HttpEndpoint endpoint) {
        return new Route(path, methods, right, protocol, summary, endpoint, Readers.EVERY_SITE);
    }

    boolean isForAllowedSites() {
        return readers == Readers.ALLOWED_SITES;
    }

    /** Whether it answers a request of {@code method}, that wants to speak {@code wanted} or, by null, nothing else. */
    boolean serves(HttpMethod method, @Nullable String wanted) {
        return wanted != null && protocol != null ? wanted.equals(protocol) : methods.contains(method);
    }
}
