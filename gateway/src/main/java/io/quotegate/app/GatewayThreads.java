package io.quotegate.app;

import io.quotegate.concurrent.NamedThreads;
import io.quotegate.concurrent.Scheduler;
import io.quotegate.config.ServerConfig;
import io.quotegate.fault.Faults;
import io.quotegate.store.StoreThreads;
import io.quotegate.transport.EventLoops;
import io.quotegate.transport.NetTransport;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * What the parts of a gateway run on; the threads of history and of the recorder are their own. Any thread.
 *
 * @param blocking runs what reads the disk, asks over REST or looks names up
 * @param store    the one thread that writes the store and fills the indicators
 */
record GatewayThreads(NetTransport transport, EventLoops eventLoops, ExecutorService blocking, ExecutorService store) {
    private static final int BLOCKING_THREADS = 4;

    static GatewayThreads of(ServerConfig config, Faults faults) {
        NetTransport transport = NetTransport.of(config.transport());
        return new GatewayThreads(
                transport,
                new EventLoops(config.loop(), config.eventLoops(), transport, faults),
                Executors.newFixedThreadPool(BLOCKING_THREADS, NamedThreads.of("blocking", faults.at("blocking"))),
                Executors.newSingleThreadExecutor(NamedThreads.of("store", faults.at("store"))));
    }

    /** Those that the store needs. */
    StoreThreads forStore() {
        return new StoreThreads(store, blocking, Scheduler.SYSTEM);
    }

    /** Ends them; returns when event loops have ended, or {@code timeoutMs} later. */
    void shutDown(long timeoutMs) {
        store.shutdown();
        blocking.shutdown();
        eventLoops.shutDown(timeoutMs);
    }
}
