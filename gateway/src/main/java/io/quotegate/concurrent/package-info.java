/**
 * Threads with names, and work that is done later or again and again. Starting points:
 * {@link io.quotegate.concurrent.NamedThreads}, {@link io.quotegate.concurrent.Scheduler}.
 */
@NullMarked
package io.quotegate.concurrent;

import org.jspecify.annotations.NullMarked;
