package io.quotegate.feed.sim.server;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a venue offers its clients: WebSocket paths and REST routes. Confined to the venue's loop. */
public interface VenueApi {
    /**
     * How to speak on a WebSocket opened at {@code request}; null if there is no such path.
     *
     * @throws RestException if the request is refused
     */
    @Nullable
    Function<VenueSession, SessionProtocol> webSocket(RestRequest request);

    /**
     * Answers a REST request.
     *
     * @throws RestException if it is refused
     */
    RestAnswer rest(RestRequest request);

    /** Refuses a handshake because there were too many. */
    RestAnswer tooManyConnections();
}
