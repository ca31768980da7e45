package io.quotegate.feed.sim.server;

import io.netty.channel.Channel;
import io.quotegate.feed.FeedClock;
import io.quotegate.feed.sim.push.PushRouter;
import io.quotegate.text.ByteScratch;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** The open WebSocket connections of a venue, and what they share. Confined to the venue's loop. */
public final class Sessions {
    /** The code of a goodbye to a client that has done nothing wrong. */
    static final int GOING_AWAY = 1001;

    private final PushRouter router;
    private final FeedClock clock;
    private final Rules rules;
    private final Runnable wake;
    private final ByteScratch scratch = new ByteScratch();
    private final Set<VenueSession> open = new LinkedHashSet<>();

    private long opened;
    private long heard;

    /**
     * What a venue allows all its connections.
     *
     * @param maxRequestBytes longest message from a client
     * @param waitsForClients whether a client that does not read is waited for, as a replay does, and not cut
     */
    public record Rules(int maxRequestBytes, boolean waitsForClients) {}

    /** @param wake called when a client has become able to take more */
    public Sessions(PushRouter router, FeedClock clock, Rules rules, Runnable wake) {
        this.router = router;
        this.clock = clock;
        this.rules = rules;
        this.wake = wake;
    }

    /** A session for a connection that has just shaken hands, to be put into its pipeline. */
    public VenueSession open(Channel channel, Function<VenueSession, SessionProtocol> protocols) {
        return new VenueSession(this, channel, protocols);
    }

    /** All that are open, in the order they were opened; a copy, so that they may end meanwhile. */
    public Collection<VenueSession> all() {
        return List.copyOf(open);
    }

    public int count() {
        return open.size();
    }

    /** How many topics are subscribed to, each counted once per connection. */
    public long subscriptions() {
        return open.stream().mapToLong(session -> session.topics().size()).sum();
    }

    /** Says goodbye to everybody. */
    public void closeAll() {
        all().forEach(VenueSession::goAway);
    }

    /** Looks at what only time changes; who is older than {@code maxAgeNs} is cut, unless that is 0. */
    public void tick(long nowNs, long maxAgeNs) {
        for (VenueSession session : all()) {
            if (maxAgeNs > 0 && nowNs - session.openedNs() >= maxAgeNs) {
                session.goAway();
            } else {
                session.protocol().onTick(nowNs);
            }
        }
        router.flush();
    }

    /** How many connections were ever opened. */
    public long openedEver() {
        return opened;
    }

    /** How many messages clients have sent. */
    public long heard() {
        return heard;
    }

    void opened(VenueSession session) {
        opened++;
        open.add(session);
    }

    void onMessage() {
        heard++;
    }

    void ended(VenueSession session) {
        open.remove(session);
    }

    void writable() {
        wake.run();
    }

    PushRouter router() {
        return router;
    }

    FeedClock clock() {
        return clock;
    }

    Rules rules() {
        return rules;
    }

    ByteScratch scratch() {
        return scratch;
    }
}
