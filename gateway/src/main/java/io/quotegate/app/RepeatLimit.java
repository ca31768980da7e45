package io.quotegate.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;

/**
 * Lets what Netty warns of into the log once a minute for each kind of warning: it warns of every connection that is
 * attacked, with a stack trace. Any thread.
 */
final class RepeatLimit extends TurboFilter {
    private static final String LIMITED = "io.netty.";
    private static final long AGAIN_NS = TimeUnit.MINUTES.toNanos(1);

    private final ConcurrentMap<String, Long> toldNs = new ConcurrentHashMap<>(); // by warning; there are few
    private final LongSupplier clock;

    /** @param clock see {@link System#nanoTime()} */
    RepeatLimit(LongSupplier clock) {
        this.clock = clock;
    }

    @Override
    public FilterReply decide(
            @Nullable Marker marker,
            Logger logger,
            Level level,
            @Nullable String format,
            Object @Nullable [] arguments,
            @Nullable Throwable fault) {
        if (format == null
                || level.toInt() < Level.WARN_INT
                || !logger.getName().startsWith(LIMITED)) {
            return FilterReply.NEUTRAL;
        }
        long nowNs = clock.getAsLong();
        Long before = toldNs.get(format);
        if (before != null && nowNs - before < AGAIN_NS) {
            return FilterReply.DENY;
        }
        toldNs.put(format, nowNs);
        return FilterReply.NEUTRAL;
    }
}
