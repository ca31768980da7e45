package io.quotegate.gateway.relay.rest;

import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The way to a venue's REST. Any thread. */
@FunctionalInterface
public interface RestUpstream {
    /** Asks; fails where no endpoint answers. */
    CompletableFuture<RestReply> ask(String pathAndQuery, Map<String, String> headers);
}
