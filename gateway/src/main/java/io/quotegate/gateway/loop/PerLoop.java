package io.quotegate.gateway.loop;

import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What each event loop has one of, made when it is first asked for. Any thread; what it answers is the event loop's.
 *
 * @param <T> what that is
 */
public final class PerLoop<T> {
    private final Map<EventLoop, T> made = new ConcurrentHashMap<>();
    private final Function<LoopContext, T> maker;

    public PerLoop(Function<LoopContext, T> maker) {
        this.maker = maker;
    }

    /** That of {@code loop}, on its event loop. */
    public T on(LoopContext loop) {
        return made.computeIfAbsent(loop.eventLoop(), missing -> maker.apply(loop));
    }
}
