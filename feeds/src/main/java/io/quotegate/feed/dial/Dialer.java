package io.quotegate.feed.dial;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Opens connections to venues, with TLS where the scheme says so. Names are looked up anew each time, on the blocking
 * pool, and their addresses race for the connection. Any thread; callers are called on the loop on which they dial.
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

    /** Connects along {@code route}; there are {@code timeout} for all addresses together. */
    public void dial(Route route, ClientLoop on, Duration timeout, Caller caller) {
        CompletableFuture.supplyAsync(() -> lookUp(route), blocking)
                .whenCompleteAsync(
                        (addresses, failure) -> {
                            if (failure == null) {
                                new Dial(route, on, timeout, caller, addresses).race.startNext();
                            } else if (!caller.isGone()) {
                                caller.onUnreachable(reason(route, failure));
                            }
                        },
                        on.loop());
    }

    private List<InetSocketAddress> lookUp(Route route) {
        String host = route.hostToLookUp();
        try {
            if (route.isTls() && tls == null) {
                tls = tlsSource.context();
            }
            InetAddress[] found = names.addressesOf(host);
            int round = rounds.merge(host, 1, Integer::sum) - 1;
            return AddressRace.order(found, route.portToConnectTo(), round);
        } catch (IOException e) {
            throw new UncheckedIOException("no address of " + host, e);
        }
    }

    /** One connection that is wanted. Confined to its loop. */
    private final class Dial implements AddressRace.Runner {
        private final Route route;
        private final ClientLoop on;
        private final Caller caller;
        private final AddressRace race;

        Dial(Route route, ClientLoop on, Duration timeout, Caller caller, List<InetSocketAddress> addresses) {
            this.route = route;
            this.on = on;
            this.caller = caller;
            race = new AddressRace(on.loop(), addresses, timeout, this);
        }

        @Override
        public boolean isGone() {
            return caller.isGone();
        }

        @Override
        public void onLost(Throwable cause) {
            caller.onUnreachable(reason(route, cause));
        }

        @Override
        public ChannelFuture connect(InetSocketAddress address, int withinMs) {
            return new Bootstrap()
                    .group(on.loop())
                    .channelFactory(on.channels())
                    .disableResolver()
                    .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, withinMs)
                    .option(ChannelOption.TCP_NODELAY, true)
                    .option(ChannelOption.ALLOCATOR, on.buffers())
                    .handler(new ChannelInitializer<>() {
                        @Override
                        protected void initChannel(Channel channel) {
                            install(channel.pipeline(), address, withinMs);
                        }
                    })
                    .connect(
                            route.proxy() == null
                                    ? address
                                    : InetSocketAddress.createUnresolved(
                                            route.uri().getHost(), route.port()));
        }

        private void install(ChannelPipeline pipeline, InetSocketAddress address, int withinMs) {
            SslContext context = tls;
            if (route.proxy() != null) {
                pipeline.addLast(route.proxy().handler(address, withinMs));
            }
            if (route.isTls() && context != null) {
                pipeline.addLast(context.newHandler(
                        pipeline.channel().alloc(), route.uri().getHost(), route.port()));
            }
            pipeline.addLast(new ChannelInboundHandlerAdapter() {
                @Override
                public void channelActive(ChannelHandlerContext ctx) {
                    if (!race.tryWin(ctx.channel())) {
                        ctx.close();
                        return;
                    }
                    caller.install(pipeline);
                    ctx.fireChannelActive();
                    pipeline.remove(this);
                }
            });
        }
    }

    private static String reason(Route route, Throwable failure) {
        String what = FailureText.of(failure);
        return route.proxy() == null ? what : "proxy " + route.proxy() + ": " + what;
    }
}
