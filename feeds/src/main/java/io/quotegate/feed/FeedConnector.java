package io.quotegate.feed;

import io.quotegate.feed.dial.ClientLoop;
import io.quotegate.feed.dial.Dialer;
import io.quotegate.feed.dial.Route;
import io.quotegate.feed.socket.SocketConnector;
import java.time.Duration;

/** Opens connections that bring market data. Confined to the feed loop. */
final class FeedConnector {
    private final SocketConnector sockets;
    private final FeedClock clock;

    FeedConnector(ClientLoop feedLoop, Dialer dialer, FeedClock clock, Duration timeout) {
        this.clock = clock;
        sockets = new SocketConnector(feedLoop, dialer, clock::epochNs, timeout);
    }

    /** Starts to connect along {@code route}; the connection's owner hears what becomes of it, {@code sink} what is read. */
    FeedConnection connect(Route route, ConnectionOwner owner, ConnectionSink sink) {
        FeedConnection connection =
                new FeedConnection(route, owner, sink, clock, itself -> sockets.socket(route, itself));
        sockets.dial(route, connection.socket());
        return connection;
    }
}
