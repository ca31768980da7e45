package io.quotegate.gateway.grpc.service;

import com.google.protobuf.MessageLite;
import io.grpc.StatusRuntimeException;

/**
 * An answer that changes. Confined to its event loop, but for what says otherwise.
 *
 * @param <T> the answer
 */
interface Watched<T> {
    /**
     * The answer of now.
     *
     * @throws StatusRuntimeException if there is none
     */
    T answer();

    /** Whether {@code next} differs from {@code told} so that it is worth a message. */
    boolean isNew(T next, T told);

    /** How a call is told. */
    MessageLite message(T answer);

    /** Has {@code changed} run on the event loop, not more than once a turn, when the answer may have changed. */
    void begin(Runnable changed);

    /** Ends {@link #begin}. */
    void end();
}
