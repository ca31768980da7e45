package io.quotegate.gateway.grpc.service;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.StatusRuntimeException;
import io.quotegate.gateway.grpc.CallErrors;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Tells one call each change of an answer. A client that reads too slowly gets the newest when it can take it; what
 * came in between is never made. Confined to the call's event loop.
 *
 * @param <T> the answer
 * @param <M> its message
 */
final class ChangeStream<T, M> {
    private final ServerCall<?, M> call;
    private final Supplier<T> answer;
    private final BiPredicate<T, T> isNew;
    private final Function<T, M> message;

    private T sent;
    private boolean behind; // something changed while the client took nothing
    private boolean ended;

    private ChangeStream(
            ServerCall<?, M> call, T first, Supplier<T> answer, BiPredicate<T, T> isNew, Function<T, M> message) {
        this.call = call;
        this.answer = answer;
        this.isNew = isNew;
        this.message = message;
        sent = first;
    }

    /**
     * Answers {@code first}, and is ready to tell what follows.
     *
     * @param answer gives the answer of now; a {@link StatusRuntimeException} from it ends the call with its status
     * @param isNew  whether the first differs from the second, which was told last, so that it is worth a message
     */
    static <T, M> ChangeStream<T, M> open(
            ServerCall<?, M> call, T first, Supplier<T> answer, BiPredicate<T, T> isNew, Function<T, M> message) {
        call.sendHeaders(new Metadata());
        call.sendMessage(message.apply(first));
        return new ChangeStream<>(call, first, answer, isNew, message);
    }

    /** The answer may have changed. */
    void update() {
        if (ended) {
            return;
        }
        if (!call.isReady()) {
            behind = true;
            return;
        }
        behind = false;
        T now;
        try {
            now = answer.get();
        } catch (StatusRuntimeException e) {
            ended = true;
            CallErrors.end(call, e);
            return;
        }
        if (isNew.test(now, sent)) {
            sent = now;
            call.sendMessage(message.apply(now));
        }
    }

    /** The client takes messages again. */
    void onReady() {
        if (behind) {
            update();
        }
    }

    /** Nothing more is told. */
    void close() {
        ended = true;
    }
}
