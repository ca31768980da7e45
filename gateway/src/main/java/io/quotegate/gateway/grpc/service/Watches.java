package io.quotegate.gateway.grpc.service;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.StatusRuntimeException;
import io.quotegate.gateway.fanout.MessageWriter;
import io.quotegate.gateway.fanout.watch.QuoteWatcher;
import io.quotegate.gateway.grpc.CallErrors;
import io.quotegate.gateway.grpc.CallOutlet;
import io.quotegate.gateway.loop.LoopContext;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What is watched on one event loop by one method: calls whose requests are equal share a watch. Confined to the event
 * loop.
 *
 * @param <K> a request
 * @param <T> its answer
 */
final class Watches<K, T> {
    private final MessageWriter writer;
    private final Consumer<QuoteWatcher> turns;
    private final Map<K, SharedWatch<T>> byRequest = new HashMap<>();

    Watches(LoopContext loop) {
        writer = loop.writer();
        turns = loop.fanout()::wake;
    }

    /**
     * Has {@code call} told the answer to {@code request} of now, and each that follows.
     *
     * @param watched makes what is watched, if nobody does so yet
     * @throws StatusRuntimeException if there is no answer; nothing was sent then
     */
    PushHandler.Push open(K request, Supplier<Watched<T>> watched, ServerCall<?, ?> call, CallOutlet outlet) {
        SharedWatch<T> watch = byRequest.get(request);
        if (watch == null) {
            watch = new SharedWatch<>(watched.get(), writer, turns, () -> byRequest.remove(request));
            byRequest.put(request, watch);
        }
        try {
            return watch.join(
                    outlet.stream(),
                    outlet.format(),
                    () -> call.sendHeaders(new Metadata()),
                    error -> CallErrors.end(call, error));
        } finally {
            watch.endIfUnused();
        }
    }

    /** How many different requests are watched. */
    int count() {
        return byRequest.size();
    }
}
