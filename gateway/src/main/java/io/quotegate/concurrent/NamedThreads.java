package io.quotegate.concurrent;

import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes threads that are named after their role. */
public final class NamedThreads {
    private NamedThreads() {}

    /** {@code role-0}, {@code role-1} and so on; they do not keep the process alive. */
    public static ThreadFactory of(String role) {
        AtomicInteger next = new AtomicInteger();
        return work -> {
            Thread thread = new FastThreadLocalThread(work, role + '-' + next.getAndIncrement());
            thread.setDaemon(true);
            return thread;
        };
    }
}
