package io.quotegate.gateway.http1;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.quotegate.gateway.http.Authority;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the method, in the forms that HTTP/1.1 has for it. Immutable: any thread.
 *
 * @param authority host and port that it names, which then stand before those of {@code Host}; null for none
 * @param path      path and query
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9112#section-3.2">RFC 9112 §3.2</a>
 */
record RequestTarget(@Nullable String authority, String path) {
    private static final String[] SCHEMES = {"http://", "https://"};

    /** The target of {@code request}; null if it has none of the forms that its method may have. */
    static @Nullable RequestTarget of(HttpRequest request) {
        String target = request.uri();
        HttpMethod method = request.method();
        if (method.equals(HttpMethod.CONNECT)) {
            boolean named = target.lastIndexOf(':') > 0 && Authority.isWellFormed(target);
            return named ? new RequestTarget(target, target) : null;
        }
        if (target.startsWith("/") || (target.equals("*") && method.equals(HttpMethod.OPTIONS))) {
            return new RequestTarget(null, target);
        }
        for (String scheme : SCHEMES) {
            if (target.regionMatches(true, 0, scheme, 0, scheme.length())) {
                return absolute(target.substring(scheme.length()), method);
            }
        }
        return null;
    }

    /** @param rest behind the scheme */
    private static @Nullable RequestTarget absolute(String rest, HttpMethod method) {
        int end = 0;
        while (end < rest.length() && rest.charAt(end) != '/' && rest.charAt(end) != '?') {
            end++;
        }
        String authority = rest.substring(0, end);
        if (!Authority.isWellFormed(authority)) {
            return null;
        }
        String path = rest.substring(end);
        if (path.isEmpty()) {
            return new RequestTarget(authority, method.equals(HttpMethod.OPTIONS) ? "*" : "/");
        }
        return new RequestTarget(authority, path.startsWith("?") ? '/' + path : path);
    }
}
