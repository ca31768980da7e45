package io.quotegate.gateway.exchange;

import org.jspecify.annotations.Nullable;

/** Answers some requests and leaves others alone. Any thread. */
public interface SelectiveRouter extends ExchangeRouter {
    /**
     * Whether a request is its to answer.
     *
     * @param contentType as the head says; null if it does not
     */
    boolean takes(CharSequence method, CharSequence path, @Nullable CharSequence contentType);
}
