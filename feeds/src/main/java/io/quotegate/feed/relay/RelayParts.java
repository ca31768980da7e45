package io.quotegate.feed.relay;

import io.quotegate.feed.FeedClock;
import io.quotegate.feed.socket.SocketConnector;
import io.quotegate.ring.verbatim.VerbatimPublisher;
import java.time.Duration;

/** What sources share. Confined to the relay's loop. */
final class RelayParts {
    private final SocketConnector sockets;
    private final FeedClock clock;
    private final VerbatimPublisher publisher;
    private final Duration maxBackoff;

    private int topics;

    RelayParts(SocketConnector sockets, FeedClock clock, VerbatimPublisher publisher, Duration maxBackoff) {
        this.sockets = sockets;
        this.clock = clock;
        this.publisher = publisher;
        this.maxBackoff = maxBackoff;
    }

    SocketConnector sockets() {
        return sockets;
    }

    FeedClock clock() {
        return clock;
    }

    VerbatimPublisher publisher() {
        return publisher;
    }

    Duration maxBackoff() {
        return maxBackoff;
    }

    /** A number that no topic has had. */
    int nextTopic() {
        return ++topics;
    }
}
