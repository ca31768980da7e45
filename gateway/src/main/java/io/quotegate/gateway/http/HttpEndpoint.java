package io.quotegate.gateway.http;

import io.quotegate.api.Refusal;

/** What is behind a route. Any thread. */
@FunctionalInterface
public interface HttpEndpoint {
    /**
     * Begins to answer {@code request}, whose head is well formed. {@link StreamListener#onBodyEnd} follows in any case,
     * at once if there is no body.
     *
     * @param parameter what stands in the variable part of the route's path; empty where there is none
     */
    StreamListener open(HttpStream stream, RequestHead request, String parameter);

    /** Answers why {@code request} is not answered otherwise: who asks is not known, or must not. */
    default StreamListener refuse(HttpStream stream, RequestHead request, Refusal refusal) {
        return RefusedRequest.of(stream, request, refusal);
    }
}
