package io.quotegate.gateway.relay.rest;

import io.quotegate.ring.verbatim.Recollection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** What the relay's streams tell. Any thread. */
public interface StreamKnowledge {
    /** What is known of the first of {@code names} that tells so many levels. */
    CompletableFuture<Recollection> recall(int source, List<String> names, int levels);

    /** The venue answered when it was asked for the whole of {@code name}; with nothing, if it did not. */
    void learn(int source, String name, byte[] answer, int levels);
}
