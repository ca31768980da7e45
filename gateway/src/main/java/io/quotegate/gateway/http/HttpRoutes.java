package io.quotegate.gateway.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one table of what is served where, for every version of HTTP. All routes answer {@code GET} and {@code HEAD}.
 * Immutable once built: any thread.
 */
public final class HttpRoutes {
    private final Map<String, Handler> fixed = new HashMap<>();
    private final List<Variable> variable = new ArrayList<>();

    /** Answers a request: writes the body and says what it is. */
    @FunctionalInterface
    public interface Handler {
        HttpAnswer answer(HttpCall call);
    }

    /** A route that was found. */
    public record Match(Handler handler, String parameter) {}

    private record Variable(String prefix, Handler handler) {}

    /** Serves exactly {@code path}. */
    public HttpRoutes get(String path, Handler handler) {
        fixed.put(path, handler);
        return this;
    }

    /** Serves {@code prefix} followed by one more path segment, where no exact path is served. */
    public HttpRoutes getBelow(String prefix, Handler handler) {
        variable.add(new Variable(prefix, handler));
        return this;
    }

    /** The route for {@code path}, or null. */
    public @Nullable Match find(String path) {
        Handler handler = fixed.get(path);
        if (handler != null) {
            return new Match(handler, "");
        }
        for (Variable candidate : variable) {
            String prefix = candidate.prefix();
            if (path.length() > prefix.length() && path.startsWith(prefix) && path.indexOf('/', prefix.length()) < 0) {
                return new Match(candidate.handler(), path.substring(prefix.length()));
            }
        }
        return null;
    }
}
