package io.quotegate.feed.dial;

import io.quotegate.feed.peer.HandshakeRefusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which of a venue's equivalent endpoints is tried next: the same while it serves, another one when it failed. One that
 * refused to serve from where we are is passed over for as long as it said. Any thread.
 */
public final class EndpointTurn {
    private final List<Route> routes;
    private final Map<Route, Long> heldUntilNs = new HashMap<>();

    private int next;

    /** @param routes at least one, the best first */
    public EndpointTurn(List<Route> routes) {
        if (routes.isEmpty()) {
            throw new IllegalArgumentException("routes: none (expected: at least one)");
        }
        this.routes = List.copyOf(routes);
    }

    /** How many endpoints there are. */
    public int count() {
        return routes.size();
    }

    /** The one to try now. */
    public synchronized Route route(long nowNs) {
        for (int i = 0; i < routes.size(); i++) {
            Route route = routes.get((next + i) % routes.size());
            if (heldNs(route, nowNs) == 0) {
                return route;
            }
        }
        return routes.get(next);
    }

    /** {@code route} could not be reached or did not serve: others are tried first now. */
    public synchronized void failed(Route route) {
        int index = routes.indexOf(route);
        if (index >= 0) {
            next = (index + 1) % routes.size();
        }
    }

    /** The venue would not shake hands on {@code route}, and none that it speaks for is asked for as long as it said. */
    public synchronized void refused(Route route, HandshakeRefusal refusal, long nowNs) {
        long untilNs = nowNs + refusal.delay().toNanos();
        if (refusal.isOfPlace()) {
            hold(route, untilNs);
        } else {
            holdAll(untilNs);
        }
    }

    /** {@code route} is not to be asked before that. */
    synchronized void hold(Route route, long untilNs) {
        heldUntilNs.merge(route, untilNs, (one, other) -> one - other > 0 ? one : other);
    }

    /** None of them is to be asked before that. */
    synchronized void holdAll(long untilNs) {
        routes.forEach(route -> hold(route, untilNs));
    }

    /** How long until one of them may be asked; zero or more. */
    public synchronized long delayNs(long nowNs) {
        return routes.stream().mapToLong(route -> heldNs(route, nowNs)).min().orElse(0);
    }

    private long heldNs(Route route, long nowNs) {
        Long untilNs = heldUntilNs.get(route);
        return untilNs == null ? 0 : Math.max(0, untilNs - nowNs);
    }
}
