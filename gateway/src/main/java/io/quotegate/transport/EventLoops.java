package io.quotegate.transport;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.quotegate.concurrent.NamedThreads;
import io.quotegate.fault.Faults;
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
public final class EventLoops {
    private final LoopTurns turns = new LoopTurns(System.nanoTime());
    private final EventLoopGroup servers;
    private final EventLoopGroup feeds;

    /**
     * @param kind  what the loops do when there is nothing to do
     * @param count of those for clients
     */
    public EventLoops(LoopKind kind, int count, NetTransport transport, Faults faults) {
        if (kind == LoopKind.SPIN) {
            servers = new SpinningGroup(count, transport.ioHandlers(), faults.at("loops"));
            feeds = servers;
        } else {
            servers = new MultiThreadIoEventLoopGroup(
                    count, NamedThreads.of("server"), TimedIoHandler.newFactory(transport.ioHandlers(), turns));
            feeds = new MultiThreadIoEventLoopGroup(1, NamedThreads.of("feed"), transport.ioHandlers());
        }
    }

    /** The one loop of all venues. */
    public EventLoop feed() {
        return feeds.next();
    }

    /** How long the turns of those for clients take; nothing where they spin. */
    public LoopTurns turns() {
        return turns;
    }

    /** Runs the clients. */
    public EventLoopGroup serverGroup() {
        return servers;
    }

    public List<EventLoop> servers() {
        List<EventLoop> loops = new ArrayList<>();
        for (EventExecutor loop : servers) {
            loops.add((EventLoop) loop);
        }
        return loops;
    }

    /** Starts the loops that spin, which call what {@code pollers} has for them in every turn. Others start by themselves. */
    public void start(Function<EventLoop, IntSupplier> pollers) {
        if (servers instanceof SpinningGroup spinning) {
            spinning.start(NamedThreads.of("server"), pollers);
        }
    }

    /** Ends all threads; returns when they have, or {@code timeoutMs} later. */
    public void shutDown(long timeoutMs) {
        servers.shutdownGracefully(0, timeoutMs, TimeUnit.MILLISECONDS);
        feeds.shutdownGracefully(0, timeoutMs, TimeUnit.MILLISECONDS);
        servers.terminationFuture().awaitUninterruptibly(timeoutMs);
        feeds.terminationFuture().awaitUninterruptibly(timeoutMs);
    }
}
