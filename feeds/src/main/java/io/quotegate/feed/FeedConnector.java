package io.quotegate.feed;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.quotegate.feed.dial.ClientLoop;
import io.quotegate.feed.dial.Dialer;
import io.quotegate.feed.dial.Route;
import io.quotegate.text.ByteScratch;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Opens WebSocket connections to venues. Confined to the feed loop. */
final class FeedConnector {
    private static final int MAX_HANDSHAKE_BYTES = 256 * 1024;

    private final ClientLoop feedLoop;
    private final Dialer dialer;
    private final FeedClock clock;
    private final Duration timeout;
    private final ByteScratch scratch = new ByteScratch();

    FeedConnector(ClientLoop feedLoop, Dialer dialer, FeedClock clock, Duration timeout) {
        this.feedLoop = feedLoop;
        this.dialer = dialer;
        this.clock = clock;
        this.timeout = timeout;
    }

    /** Starts to connect along {@code route}; the connection's owner hears what becomes of it, {@code sink} what is read. */
    FeedConnection connect(Route route, ConnectionOwner owner, ConnectionSink sink) {
        DefaultHttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.USER_AGENT, "quotegate");
        WebSocketClientHandshaker handshaker =
                WebSocketClientHandshakerFactory.newHandshaker(route.uri(), WebSocketVersion.V13, null, false, headers);
        FeedConnection connection = new FeedConnection(route, owner, sink, clock, handshaker, scratch);
        watch(connection);
        dialer.dial(route, feedLoop, timeout, new HandshakeCaller(connection));
        return connection;
    }

    private record HandshakeCaller(FeedConnection connection) implements Dialer.Caller {
        @Override
        public boolean isGone() {
            return connection.isEnding();
        }

        @Override
        public void install(ChannelPipeline pipeline) {
            pipeline.addLast(new HttpClientCodec())
                    .addLast(new HttpObjectAggregator(MAX_HANDSHAKE_BYTES))
                    .addLast(connection);
        }

        @Override
        public void onUnreachable(String reason) {
            connection.end(reason);
            connection.finish();
        }
    }

    /** One limit for all it takes to shake hands: a frozen peer still accepts TCP connections. */
    private void watch(FeedConnection connection) {
        Runnable check = () -> {
            if (!connection.isOpen()) {
                connection.end("no handshake within " + timeout.toMillis() + " ms");
            }
        };
        feedLoop.loop().schedule(check, timeout.toNanos(), TimeUnit.NANOSECONDS);
    }
}
