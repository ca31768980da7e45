package io.quotegate.feed;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.quotegate.text.ByteScratch;
import io.quotegate.text.FailureText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Opens WebSocket connections to venues, with TLS for {@code wss}. Confined to the feed loop; names are looked up on the
 * blocking pool.
 */
final class FeedConnector {
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;
    private static final int MAX_HANDSHAKE_BYTES = 256 * 1024;

    private final FeedLoop feedLoop;
    private final Executor blocking;
    private final FeedClock clock;
    private final Duration timeout;
    private final Names names;
    private final ByteScratch scratch = new ByteScratch();
    private final Map<String, Integer> rounds = new HashMap<>(); // by name: how often it was looked up

    private volatile @Nullable SslContext ssl; // made on the blocking pool when first needed, read on the loop

    /** Looks names up; blocks. */
    @FunctionalInterface
    interface Names {
        InetAddress[] addressesOf(String host) throws IOException;
    }

    FeedConnector(FeedLoop feedLoop, Executor blocking, FeedClock clock, Duration timeout) {
        this(feedLoop, blocking, clock, timeout, InetAddress::getAllByName);
    }

    FeedConnector(FeedLoop feedLoop, Executor blocking, FeedClock clock, Duration timeout, Names names) {
        this.feedLoop = feedLoop;
        this.blocking = blocking;
        this.clock = clock;
        this.timeout = timeout;
        this.names = names;
    }

    /** Starts to connect to {@code uri}; the connection's owner hears what becomes of it, {@code book} the market. */
    FeedConnection connect(URI uri, FeedConnection.Owner owner, VenueBook book) {
        DefaultHttpHeaders headers = new DefaultHttpHeaders();
        headers.set(HttpHeaderNames.USER_AGENT, "quotegate");
        WebSocketClientHandshaker handshaker =
                WebSocketClientHandshakerFactory.newHandshaker(uri, WebSocketVersion.V13, null, false, headers);
        FeedConnection connection = new FeedConnection(owner, book, clock, handshaker, scratch);
        CompletableFuture.supplyAsync(() -> lookUp(uri), blocking)
                .whenCompleteAsync(
                        (addresses, failure) -> {
                            if (failure == null) {
                                connect(uri, inTurn(uri.getHost(), addresses), partMs(addresses.size()), connection);
                            } else {
                                connection.end("cannot connect: " + FailureText.of(failure));
                            }
                        },
                        feedLoop.loop());
        watch(connection);
        return connection;
    }

    private List<InetSocketAddress> lookUp(URI uri) {
        try {
            if (isTls(uri) && ssl == null) {
                ssl = SslContextBuilder.forClient().build();
            }
            return Stream.of(names.addressesOf(uri.getHost()))
                    .map(address -> new InetSocketAddress(address, port(uri)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("no address of " + uri.getHost(), e);
        }
    }

    /** Begins with another one each time: the first may take a connection and never shake hands. */
    private List<InetSocketAddress> inTurn(String host, List<InetSocketAddress> addresses) {
        int first = rounds.merge(host, 1, Integer::sum) - 1;
        List<InetSocketAddress> turned = new ArrayList<>(addresses);
        Collections.rotate(turned, -(first % addresses.size()));
        return turned;
    }

    private int partMs(int addresses) {
        return Math.max(1, (int) timeout.toMillis() / addresses);
    }

    /** Tries {@code addresses} one after another, each with its part of the time there is. */
    private void connect(URI uri, List<InetSocketAddress> addresses, int partMs, FeedConnection connection) {
        if (connection.isEnding()) {
            return;
        }
        new Bootstrap()
                .group(feedLoop.loop())
                .channelFactory(feedLoop.channels())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, partMs)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOCATOR, feedLoop.buffers())
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        install(channel, uri, connection);
                    }
                })
                .connect(addresses.get(0))
                .addListener(done -> {
                    if (!done.isSuccess() && addresses.size() > 1 && !connection.isEnding()) {
                        connect(uri, addresses.subList(1, addresses.size()), partMs, connection);
                    } else if (!done.isSuccess()) {
                        connection.end("cannot connect: " + FailureText.of(done.cause()));
                        connection.finish();
                    }
                });
    }

    private void install(Channel channel, URI uri, FeedConnection connection) {
        SslContext tls = ssl;
        if (isTls(uri) && tls != null) {
            channel.pipeline().addLast(tls.newHandler(channel.alloc(), uri.getHost(), port(uri)));
        }
        channel.pipeline()
                .addLast(new HttpClientCodec())
                .addLast(new HttpObjectAggregator(MAX_HANDSHAKE_BYTES))
                .addLast(connection);
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

    private static boolean isTls(URI uri) {
        return "wss".equals(uri.getScheme());
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : isTls(uri) ? HTTPS_PORT : HTTP_PORT;
    }
}
