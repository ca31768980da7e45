package io.quotegate.bench.wire.server;

import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The thread that publishes where a library has no event loop to do it on. */
final class PublisherThread {
    private PublisherThread() {}

    /** Ticks every millisecond, from now until the process ends. */
    static void start(Publisher publisher, Publisher.Target target) {
        Executors.newSingleThreadScheduledExecutor(task -> {
                    Thread thread = new Thread(task, "publisher");
                    thread.setDaemon(true);
                    return thread;
                })
                .scheduleAtFixedRate(() -> publisher.tick(target), 1, 1, TimeUnit.MILLISECONDS);
    }
}
