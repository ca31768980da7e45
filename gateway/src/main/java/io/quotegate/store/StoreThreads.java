package io.quotegate.store;

import io.quotegate.concurrent.Scheduler;
import java.util.concurrent.Executor;

/**
 * What a store runs on. Any thread.
 *
 * @param store     the store thread: the one that writes
 * @param blocking  threads that may block, for opening and reading
 * @param scheduler has tries made again, and what is old forgotten
 */
public record StoreThreads(Executor store, Executor blocking, Scheduler scheduler) {}
