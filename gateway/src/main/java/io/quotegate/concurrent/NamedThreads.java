package io.quotegate.concurrent;

import io.netty.util.concurrent.FastThreadLocalThread;
import io.quotegate.fault.FaultGuard;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes threads that are named after their role. */
public final class NamedThreads {
    private NamedThreads() {}

    /** The same; what a pool's task throws, {@code guard} hears of. */
    public static ThreadFactory of(String role, FaultGuard guard) {
        ThreadFactory threads = of(role);
        return work -> {
            Thread thread = threads.newThread(work);
            thread.setUncaughtExceptionHandler((failed, fault) -> guard.caught(fault));
            return thread;
        };
    }

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
