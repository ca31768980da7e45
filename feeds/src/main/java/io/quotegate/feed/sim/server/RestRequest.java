package io.quotegate.feed.sim.server;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A GET request as a venue looks at it. */
public record RestRequest(QueryStringDecoder uri, HttpHeaders headers, InetAddress from) {
    public String path() {
        return uri.path();
    }

    /** The first value of a query parameter, or null. */
    @Nullable
    public String parameter(String name) {
        List<String> values = uri.parameters().get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    /** A query parameter, or {@code absent} where it is not given. */
    public String parameter(String name, String absent) {
        String value = parameter(name);
        return value == null ? absent : value;
    }
}
