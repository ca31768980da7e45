package io.quotegate.gateway.http;

import io.netty.handler.codec.http.HttpMethod;
import io.quotegate.api.Right;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The one table of what is served where, for every version of HTTP. Immutable once built: any thread. */
public final class HttpRoutes {
    private final List<Route> all = new ArrayList<>();
    private final Map<String, Place> exact = new HashMap<>();
    private final List<Place> variable = new ArrayList<>(); // the longest path first
    private final List<Typed> typed = new ArrayList<>();
    private final List<Function<CharSequence, @Nullable ResponseHead>> largeHeads = new ArrayList<>();

    /** Answers a request: writes the body and says what it is. */
    @FunctionalInterface
    public interface Handler {
        HttpAnswer answer(HttpCall call);
    }

    /**
     * What was found to answer a request.
     *
     * @param route null where it is not the path that says so
     */
    record Match(@Nullable Route route, HttpEndpoint endpoint, String parameter) {
        /** What a client needs to be answered. */
        Right right() {
            return route == null ? Right.TOKEN : route.right();
        }

        boolean isForAllowedSites() {
            return route != null && route.isForAllowedSites();
        }
    }

    private record Typed(Predicate<CharSequence> contentType, HttpEndpoint endpoint) {}

    /** Serves {@code GET} and {@code HEAD} of {@code path} with what {@code handler} writes at once. */
    public HttpRoutes get(String path, Right right, String summary, Handler handler) {
        return add(Route.get(path, right, summary, new RouteEndpoint(handler)));
    }

    /** Serves {@code route}. */
    public HttpRoutes add(Route route) {
        int brace = route.path().indexOf('{');
        if (brace < 0) {
            exact.computeIfAbsent(route.path(), path -> new Place(path, false)).add(route);
        } else {
            boolean rest = route.path().startsWith("{*", brace);
            place(route.path().substring(0, brace), rest).add(route);
        }
        all.add(route);
        return this;
    }

    private Place place(String prefix, boolean rest) {
        for (Place known : variable) {
            if (known.prefix.equals(prefix) && known.rest == rest) {
                return known;
            }
        }
        Place place = new Place(prefix, rest);
        variable.add(place);
        variable.sort(
                Comparator.comparingInt((Place other) -> other.prefix.length()).reversed());
        return place;
    }

    /** Has {@code endpoint} answer requests whose content type it is, wherever no route does. */
    public HttpRoutes addForContentType(Predicate<CharSequence> contentType, HttpEndpoint endpoint) {
        typed.add(new Typed(contentType, endpoint));
        return this;
    }

    /** Has {@code answers} answer requests whose head is too large, by their content type; null where it is not theirs. */
    public HttpRoutes addForLargeHeads(Function<CharSequence, @Nullable ResponseHead> answers) {
        largeHeads.add(answers);
        return this;
    }

    /** What a request of {@code contentType} is answered whose head is too large; null for nothing special. */
    @Nullable
    ResponseHead largeHead(CharSequence contentType) {
        for (Function<CharSequence, @Nullable ResponseHead> answers : largeHeads) {
            ResponseHead answer = answers.apply(contentType);
            if (answer != null) {
                return answer;
            }
        }
        return null;
    }

    /** Every route, in the order in which they were added. */
    public List<Route> list() {
        return List.copyOf(all);
    }

    /** What answers a request, or null. Where it is not served at its exact path, the longest that fits does. */
    @Nullable
    Match find(HttpMethod method, RequestPath path, @Nullable String protocol, @Nullable CharSequence contentType) {
        Place exactly = exactly(path);
        Match match = exactly == null ? null : exactly.match(method, path, protocol);
        Place longest = match == null ? longest(path) : null;
        match = longest == null ? match : longest.match(method, path, protocol);
        if (match != null) {
            return match;
        }
        if (contentType != null) {
            for (Typed candidate : typed) {
                if (candidate.contentType().test(contentType)) {
                    return new Match(null, candidate.endpoint(), "");
                }
            }
        }
        return null;
    }

    /** The methods that are served at {@code path}; none if nothing is. */
    List<HttpMethod> methods(RequestPath path) {
        Place place = place(path);
        return place == null
                ? List.of()
                : place.routes.stream()
                        .flatMap(route -> route.methods().stream())
                        .distinct()
                        .toList();
    }

    /** Whether {@code protocol} is spoken anywhere. */
    boolean speaks(String protocol) {
        return all.stream().anyMatch(route -> protocol.equals(route.protocol()));
    }

    private @Nullable Place place(RequestPath path) {
        Place exactly = exactly(path);
        return exactly == null ? longest(path) : exactly;
    }

    private @Nullable Place exactly(RequestPath path) {
        return path.isPlain() ? exact.get(path.text()) : null;
    }

    private @Nullable Place longest(RequestPath path) {
        for (Place place : variable) {
            if (place.fits(path)) {
                return place;
            }
        }
        return null;
    }

    /** One path, or all that begin alike, and the routes there. */
    private static final class Place {
        private final String prefix;
        private final boolean rest; // anything may follow, not only a segment
        private final List<Route> routes = new ArrayList<>(1);

        Place(String prefix, boolean rest) {
            this.prefix = prefix;
            this.rest = rest;
        }

        void add(Route route) {
            routes.add(route);
        }

        boolean fits(RequestPath path) {
            return path.beginsWith(prefix) && (rest || path.hasOneSegmentBehind(prefix.length()));
        }

        @Nullable
        Match match(HttpMethod method, RequestPath path, @Nullable String protocol) {
            Route route = route(method, protocol);
            return route == null
                    ? null
                    : new Match(route, route.endpoint(), path.text().substring(prefix.length()));
        }

        private @Nullable Route route(HttpMethod method, @Nullable String protocol) {
            Route plain = null;
            for (Route route : routes) {
                if (route.serves(method, protocol)) {
                    if (protocol == null || route.protocol() != null) {
                        return route;
                    }
                    plain = route; // for a client whose wish to speak something else is not granted
                }
            }
            return plain;
        }
    }
}
