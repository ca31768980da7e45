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
 */
public final class RequestHead {
    private final HttpMethod method;
    private final @Nullable String protocol;
    private final String target;
    private final @Nullable AsciiString authority;
    private final HttpFields fields;

    private final @Nullable String path; // null if it is malformed
    private final Map<String, List<String>> query;

    /**
     * Decodes {@code target}.
     *
     * @param protocol  what the client wants to speak instead of HTTP, by {@code Upgrade} or by {@code :protocol}; null
     *                  for nothing else
     * @param target    path and query as they came
     * @param authority host and port as the client calls us, or null
     */
    public RequestHead(
            HttpMethod method,
            @Nullable String protocol,
            String target,
            @Nullable AsciiString authority,
            HttpFields fields) {
        this.method = method;
        this.protocol = protocol;
        this.target = target;
        this.authority = authority;
        this.fields = fields;
        String decodedPath = target;
        Map<String, List<String>> parameters = Map.of();
        if (!isPlain(target)) {
            try {
                QueryStringDecoder decoder = new QueryStringDecoder(target);
                decodedPath = decoder.path();
                parameters = decoder.parameters();
            } catch (IllegalArgumentException e) { // from what is escaped
                decodedPath = null;
            }
        }
        path = decodedPath;
        query = parameters;
    }

    /** Whether a path stands for itself and has no query behind it, as most do. */
    private static boolean isPlain(String target) {
        for (int i = 0; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c == '%' || c == '?' || c == '#') {
                return false;
            }
        }
        return true;
    }

    public HttpMethod method() {
        return method;
    }

    /** What the client wants to speak instead of HTTP; null for nothing else. */
    public @Nullable String protocol() {
        return protocol;
    }

    /** Path and query as they came. */
    public String target() {
        return target;
    }

    /** Decoded, without the query; null if it, or the query, is malformed. */
    public @Nullable String path() {
        return path;
    }

    /** Decoded parameters. */
    public Map<String, List<String>> query() {
        return query;
    }

    /** The first value of a parameter, or null. */
    public @Nullable String query(String name) {
        List<String> values = query.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    /** Host and port as the client calls us, or null. */
    public @Nullable AsciiString authority() {
        return authority;
    }

    public HttpFields fields() {
        return fields;
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
