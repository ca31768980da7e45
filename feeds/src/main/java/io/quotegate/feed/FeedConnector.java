package io.quotegate.feed;

import io.quotegate.feed.dial.ClientLoop;
import io.quotegate.feed.dial.Dialer;
import io.quotegate.feed.dial.Route;
import io.quotegate.feed.socket.SocketConnector;
import io.quotegate.feed.socket.SocketOwner;
import io.quotegate.feed.tap.FeedTap;
import io.quotegate.market.Venue;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Opens connections that bring market data. Confined to the feed loop. */
final class FeedConnector {
    private final SocketConnector sockets;
    private final FeedClock clock;
    private final @Nullable FeedTap tap;

    /** @param tap where what is said is copied to; null for nowhere */
    FeedConnector(ClientLoop feedLoop, Dialer dialer, FeedClock clock, Duration timeout, @Nullable FeedTap tap) {
        this.clock = clock;
        this.tap = tap;
        sockets = new SocketConnector(feedLoop, dialer, clock::epochNs, timeout);
    }

    /** Starts to connect along {@code route}; the connection's owner hears what becomes of it, {@code sink} what is read. */
    FeedConnection connect(Route route, ConnectionOwner owner, ConnectionSink sink) {
        FeedConnection connection = new FeedConnection(
                route, owner, sink, clock, itself -> sockets.socket(route, overheard(sink.venue(), itself)));
        sockets.dial(route, connection.socket());
        return connection;
    }

    private SocketOwner overheard(Venue venue, SocketOwner connection) {
        return tap == null ? connection : tap.overheard(venue, connection);
    }
}
