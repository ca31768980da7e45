package io.quotegate.gateway.http;

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
}
