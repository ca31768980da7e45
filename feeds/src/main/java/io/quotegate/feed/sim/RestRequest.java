package io.quotegate.feed.sim;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A GET request as a venue looks at it. */
record RestRequest(QueryStringDecoder uri, HttpHeaders headers, InetAddress from) {
    String path() {
        return uri.path();
    }

    /** The first value of a query parameter, or null. */
    @Nullable
    String parameter(String name) {
        List<String> values = uri.parameters().get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    /** A query parameter, or {@code absent} where it is not given. */
    String parameter(String name, String absent) {
        String value = parameter(name);
        return value == null ? absent : value;
    }
}
