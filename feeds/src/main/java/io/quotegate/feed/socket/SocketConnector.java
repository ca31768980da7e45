package io.quotegate.feed.socket;

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
import java.util.function.LongSupplier;

/** Opens WebSockets to venues. Confined to its loop. */
public final class SocketConnector {
    private static final int MAX_HANDSHAKE_BYTES = 256 * 1024;

    private final ClientLoop on;
    private final Dialer dialer;
    private final LongSupplier epochNs;
    private final Duration timeout;
    private final ByteScratch scratch = new ByteScratch();

    /**
     * @param epochNs nanoseconds since the epoch
     * @param timeout for connecting and shaking hands together
     */
    public SocketConnector(ClientLoop on, Dialer dialer, LongSupplier epochNs, Duration timeout) {
        this.on = on;
        this.dialer = dialer;
        this.epochNs = epochNs;
        this.timeout = timeout;
    }

    /** A socket along {@code route} that is not dialled yet; {@code owner} hears what becomes of it. */
    public ClientSocket socket(Route route, SocketOwner owner) {
        DefaultHttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.USER_AGENT, "quotegate");
        WebSocketClientHandshaker handshaker =
                WebSocketClientHandshakerFactory.newHandshaker(route.uri(), WebSocketVersion.V13, null, false, headers);
        return new ClientSocket(owner, epochNs, handshaker, scratch);
    }

    /** Starts to connect {@code socket} along the route that it was made for. */
    public void dial(Route route, ClientSocket socket) {
        watch(socket);
        dialer.dial(route, on, timeout, new HandshakeCaller(socket));
    }

    private record HandshakeCaller(ClientSocket socket) implements Dialer.Caller {
        @Override
        public boolean isGone() {
            return socket.isEnding();
        }

        @Override
        public void install(ChannelPipeline pipeline) {
            pipeline.addLast(new HttpClientCodec())
                    .addLast(new HttpObjectAggregator(MAX_HANDSHAKE_BYTES))
                    .addLast(socket);
        }

        @Override
        public void onUnreachable(String reason) {
            socket.end(reason);
            socket.finish();
        }
    }

    /** One limit for all it takes to shake hands: a frozen peer still accepts TCP connections. */
    private void watch(ClientSocket socket) {
        Runnable check = () -> {
            if (!socket.isOpen()) {
                socket.end("no handshake within " + timeout.toMillis() + " ms");
            }
        };
        on.loop().schedule(check, timeout.toNanos(), TimeUnit.NANOSECONDS);
    }
}
