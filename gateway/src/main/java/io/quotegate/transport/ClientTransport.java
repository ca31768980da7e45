package io.quotegate.transport;

import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.quotegate.concurrent.NamedThreads;
import io.quotegate.fault.Faults;

/** What commands that are clients run on: one event loop on the machine's best transport. Any thread. */
public final class ClientTransport {
    private static final NetTransport BEST = NetTransport.of(TransportKind.AUTO);

    private ClientTransport() {}

    /** A new event loop, in a group of its own. */
    public static EventLoopGroup group() {
        return new MultiThreadIoEventLoopGroup(1, NamedThreads.of("client"), BEST.ioHandlers());
    }

    /** The same, of a loop that never sleeps: for a client that gives a core for not being woken. */
    public static EventLoopGroup spinningGroup() {
        SpinningGroup group = new SpinningGroup(1, BEST.ioHandlers(), new Faults().at("loops"));
        group.start(NamedThreads.of("client"), loop -> () -> 0);
        return group;
    }

    /** Sockets for such an event loop. */
    public static ChannelFactory<? extends SocketChannel> channels() {
        return BEST.clients();
    }
}
