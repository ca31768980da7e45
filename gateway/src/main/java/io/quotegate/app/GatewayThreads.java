package io.quotegate.app;

import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.quotegate.concurrent.NamedThreads;
import io.quotegate.concurrent.Scheduler;
import io.quotegate.config.ServerConfig;
import io.quotegate.fault.Faults;
import io.quotegate.feed.dial.ClientLoop;
import io.quotegate.feed.dial.Dialer;
import io.quotegate.feed.rest.RestClient;
import io.quotegate.store.StoreThreads;
import io.quotegate.transport.EventLoops;
import io.quotegate.transport.NetTransport;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * What the parts of a gateway run on; the threads of history and of the recorder are their own. Any thread.
 *
 * @param blocking runs what reads the disk, waits for REST or looks names up
 * @param rest     the one loop on which venues are asked over REST, so that feeds and clients never wait for it, and which has
 *                 things done later
 * @param dialer   opens every connection to a venue
 * @param store    the one thread that writes the store and fills the indicators
 */
record GatewayThreads(
        NetTransport transport,
        EventLoops eventLoops,
        ExecutorService blocking,
        EventLoopGroup rest,
        Dialer dialer,
        ExecutorService store) {
    private static final int BLOCKING_THREADS = 4;

    static GatewayThreads of(ServerConfig config, Faults faults) {
        NetTransport transport = NetTransport.of(config.transport());
        ExecutorService blocking =
                Executors.newFixedThreadPool(BLOCKING_THREADS, NamedThreads.of("blocking", faults.at("blocking")));
        return new GatewayThreads(
                transport,
                new EventLoops(config.loop(), config.eventLoops(), transport, faults),
                blocking,
                new MultiThreadIoEventLoopGroup(1, NamedThreads.of("rest"), NioIoHandler.newFactory()),
                Dialer.of(blocking),
                Executors.newSingleThreadExecutor(NamedThreads.of("store", faults.at("store"))));
    }

    /** Asks venues over REST. */
    RestClient restClient() {
        return new RestClient(
                dialer, new ClientLoop(rest.next(), NioSocketChannel::new, PooledByteBufAllocator.DEFAULT));
    }

    /** Those that the store needs. */
    StoreThreads forStore() {
        return new StoreThreads(store, blocking, scheduler());
    }

    /** Has things done later, unless these have ended by then. */
    Scheduler scheduler() {
        return Scheduler.on(rest);
    }

    /** Ends them; returns when event loops have ended, or {@code timeoutMs} later. */
    void shutDown(long timeoutMs) {
        store.shutdown();
        blocking.shutdown();
        rest.shutdownGracefully(0, timeoutMs, TimeUnit.MILLISECONDS);
        eventLoops.shutDown(timeoutMs);
    }
}
