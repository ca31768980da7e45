package io.quotegate.gateway.http;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.util.AsciiString;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a request asks for, whichever version of HTTP it came by. Fields that speak of the connection only are left out.
 * Immutable: any thread.
 *
 * @param protocol  what the client wants to speak instead of HTTP, by {@code Upgrade} or by {@code :protocol}; null for
 *                  nothing else
 * @param target    path and query as they came
 * @param path      decoded, without the query; null if it, or the query, is malformed
 * @param query     decoded parameters
 * @param authority host and port as the client calls us, or null
 */
public record RequestHead(
        HttpMethod method,
        @Nullable String protocol,
        String target,
        @Nullable String path,
        Map<String, List<String>> query,
        @Nullable AsciiString authority,
        HttpFields fields) {
    /** The head of a request for {@code target}, which is decoded. */
    public static RequestHead of(
            HttpMethod method,
            @Nullable String protocol,
            String target,
            @Nullable AsciiString authority,
            HttpFields fields) {
        String path = target;
        Map<String, List<String>> query = Map.of();
        if (!isPlain(target)) {
            try {
                QueryStringDecoder decoder = new QueryStringDecoder(target);
                path = decoder.path();
                query = decoder.parameters();
            } catch (IllegalArgumentException e) { // from what is escaped
                path = null;
            }
        }
        return new RequestHead(method, protocol, target, path, query, authority, fields);
    }

    /** Whether a path stands for itself and has no query behind it, as most do. */
    private static boolean isPlain(String target) {
        return target.indexOf('%') < 0 && target.indexOf('?') < 0 && target.indexOf('#') < 0;
    }

    /** The first value of a parameter, or null. */
    public @Nullable String query(String name) {
        List<String> values = query.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    /** The first value of the field called {@code name}, or null. */
    public @Nullable AsciiString field(AsciiString name) {
        return fields.get(name);
    }

    @Override
    public String toString() {
        return method + " " + target;
    }
}
