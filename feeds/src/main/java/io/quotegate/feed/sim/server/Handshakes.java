package io.quotegate.feed.sim.server;

import io.quotegate.feed.FeedClock;
import io.quotegate.feed.dialect.VenueRules;
import io.quotegate.time.RateLimit;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/** How often each address has shaken hands. Confined to the venue's loop. */
public final class Handshakes {
    private final VenueRules rules;
    private final FeedClock clock;
    private final Map<InetAddress, RateLimit> byAddress = new HashMap<>();

    public Handshakes(VenueRules rules, FeedClock clock) {
        this.rules = rules;
        this.clock = clock;
    }

    /** Whether one more from {@code address} is allowed; counts it if so. */
    public boolean trySpend(InetAddress address) {
        return byAddress
                .computeIfAbsent(address, unknown -> new RateLimit(rules.maxConnects(), rules.connectWindow()))
                .trySpend(clock.monotonicNs());
    }
}
