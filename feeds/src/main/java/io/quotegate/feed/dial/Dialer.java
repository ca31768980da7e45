package io.quotegate.feed.dial;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.quotegate.text.FailureText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections to venues, with TLS where the scheme says so. Names are looked up anew each time, on the blocking
 * pool, and each of their addresses is tried; it begins with another one each time, since the first may take a
 * connection and never serve. Any thread; callers are called on the loop on which they dial.
 */
public final class Dialer {
    private final Executor blocking;
    private final Names names;
    private final TlsSource tlsSource;
    private final Map<String, Integer> rounds = new ConcurrentHashMap<>(); // by name: how often it was looked up

    private volatile @Nullable SslContext tls; // made on the blocking pool when first needed, read on loops

    /** Looks names up; blocks. */
    @FunctionalInterface
    public interface Names {
        /** All addresses of {@code host}. */
        InetAddress[] addressesOf(String host) throws IOException;
    }

    /** Makes what TLS connections share; blocks. */
    @FunctionalInterface
    public interface TlsSource {
        /** Whom to trust. */
        SslContext context() throws IOException;
    }

    /** Who dials. Called on the loop. */
    public interface Caller {
        /** Whether it does not want the connection any more. */
        boolean isGone();

        /** Adds its handlers to the channel that is connected, which then becomes active; called once. */
        void install(ChannelPipeline pipeline);

        /** No address could be connected to, for the reason given in words; called once. */
        void onUnreachable(String reason);
    }

    /** Dials as {@code names} and {@code tlsSource} say. */
    public Dialer(Executor blocking, Names names, TlsSource tlsSource) {
        this.blocking = blocking;
        this.names = names;
        this.tlsSource = tlsSource;
    }

    /** Dials by the names and certificates that this machine knows. */
    public static Dialer of(Executor blocking) {
        return new Dialer(
                blocking,
                InetAddress::getAllByName,
                () -> SslContextBuilder.forClient().build());
    }

    /** Connects along {@code route}; each address is given its part of {@code timeout}. */
    public void dial(Route route, ClientLoop on, Duration timeout, Caller caller) {
        CompletableFuture.supplyAsync(() -> lookUp(route), blocking)
                .whenCompleteAsync(
                        (addresses, failure) -> {
                            if (failure == null) {
                                int partMs = Math.max(1, (int) timeout.toMillis() / addresses.size());
                                connect(new Dial(route, on, partMs, caller), addresses);
                            } else if (!caller.isGone()) {
                                caller.onUnreachable(reason(route, failure));
                            }
                        },
                        on.loop());
    }

    private record Dial(Route route, ClientLoop on, int partMs, Caller caller) {}

    private List<InetSocketAddress> lookUp(Route route) {
        String host = route.hostToLookUp();
        try {
            if (route.isTls() && tls == null) {
                tls = tlsSource.context();
            }
            List<InetSocketAddress> addresses = new ArrayList<>(Stream.of(names.addressesOf(host))
                    .map(address -> new InetSocketAddress(address, route.portToConnectTo()))
                    .toList());
            int first = rounds.merge(host, 1, Integer::sum) - 1;
            Collections.rotate(addresses, -(first % addresses.size()));
            return addresses;
        } catch (IOException e) {
            throw new UncheckedIOException("no address of " + host, e);
        }
    }

    /** Tries {@code addresses} one after another. */
    private void connect(Dial dial, List<InetSocketAddress> addresses) {
        if (dial.caller().isGone()) {
            return;
        }
        Route route = dial.route();
        InetSocketAddress address = addresses.get(0);
        new Bootstrap()
                .group(dial.on().loop())
                .channelFactory(dial.on().channels())
                .disableResolver()
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, dial.partMs())
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOCATOR, dial.on().buffers())
                .handler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        install(channel.pipeline(), dial, address);
                    }
                })
                .connect(
                        route.proxy() == null
                                ? address
                                : InetSocketAddress.createUnresolved(route.uri().getHost(), route.port()))
                .addListener(done -> {
                    if (!done.isSuccess() && addresses.size() > 1) {
                        connect(dial, addresses.subList(1, addresses.size()));
                    } else if (!done.isSuccess() && !dial.caller().isGone()) {
                        dial.caller().onUnreachable(reason(route, done.cause()));
                    }
                });
    }

    private void install(ChannelPipeline pipeline, Dial dial, InetSocketAddress address) {
        Route route = dial.route();
        SslContext context = tls;
        if (route.proxy() != null) {
            pipeline.addLast(route.proxy().handler(address, dial.partMs()));
        }
        if (route.isTls() && context != null) {
            pipeline.addLast(
                    context.newHandler(pipeline.channel().alloc(), route.uri().getHost(), route.port()));
        }
        pipeline.addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelActive(ChannelHandlerContext ctx) {
                if (dial.caller().isGone()) {
                    ctx.close();
                    return;
                }
                dial.caller().install(pipeline);
                ctx.fireChannelActive();
                pipeline.remove(this);
            }
        });
    }

    private static String reason(Route route, Throwable failure) {
        String what = FailureText.of(failure);
        return route.proxy() == null ? what : "proxy " + route.proxy() + ": " + what;
    }
}
