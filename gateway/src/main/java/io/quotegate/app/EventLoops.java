package io.quotegate.app;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.quotegate.config.LoopKind;
import io.quotegate.config.ServerConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * The threads that run sockets: one for the venues and some for clients. Where they spin, the first of those for
 * clients runs the venues too, so that a quote passes from socket to socket without a change of thread, and one core is
 * enough.
 */
final class EventLoops {
    private final EventLoopGroup servers;
    private final EventLoopGroup feeds;

    EventLoops(ServerConfig config, NetTransport transport) {
        if (config.loop() == LoopKind.SPIN) {
            servers = new SpinningGroup(config.eventLoops(), transport.ioHandlers());
            feeds = servers;
        } else {
            servers = new MultiThreadIoEventLoopGroup(
                    config.eventLoops(), NamedThreads.of("server"), transport.ioHandlers());
            feeds = new MultiThreadIoEventLoopGroup(1, NamedThreads.of("feed"), transport.ioHandlers());
        }
    }

    /** The one loop of all venues. */
    EventLoop feed() {
        return feeds.next();
    }

    /** Runs the clients. */
    EventLoopGroup serverGroup() {
        return servers;
    }

    List<EventLoop> servers() {
        List<EventLoop> loops = new ArrayList<>();
        for (EventExecutor loop : servers) {
            loops.add((EventLoop) loop);
        }
        return loops;
    }

    /** Starts the loops that spin, which call what {@code pollers} has for them in every turn. Others start by themselves. */
    void start(Function<EventLoop, IntSupplier> pollers) {
        if (servers instanceof SpinningGroup spinning) {
            spinning.start(NamedThreads.of("server"), pollers);
        }
    }

    /** Ends all threads; returns when they have, or {@code timeoutMs} later. */
    void shutDown(long timeoutMs) {
        servers.shutdownGracefully(0, timeoutMs, TimeUnit.MILLISECONDS);
        feeds.shutdownGracefully(0, timeoutMs, TimeUnit.MILLISECONDS);
        servers.terminationFuture().awaitUninterruptibly(timeoutMs);
        feeds.terminationFuture().awaitUninterruptibly(timeoutMs);
    }
}
