package io.quotegate.feed.sim.okx;

import io.quotegate.codec.okx.OkxRequestDecoder;
import io.quotegate.codec.okx.OkxRestEncoder;
import io.quotegate.feed.sim.server.RestAnswer;
import io.quotegate.feed.sim.server.RestRequest;
import io.quotegate.feed.sim.server.SessionProtocol;
import io.quotegate.feed.sim.server.VenueApi;
import io.quotegate.feed.sim.server.VenueSession;
import io.quotegate.feed.sim.venue.VenueInternals;
import io.quotegate.text.ByteWriter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What OKX offers: two WebSocket paths and REST. Confined to the venue's loop. */
final class OkxApi implements VenueApi {
    private static final String PUBLIC_PATH = "/ws/v5/public";
    private static final String BUSINESS_PATH = "/ws/v5/business";
    private static final int TOO_MANY_REQUESTS = 429;

    private final VenueInternals internals;
    private final OkxLimits limits;
    private final OkxHabits habits;
    private final OkxRest rest;
    private final OkxRequestDecoder requests = new OkxRequestDecoder();

    OkxApi(VenueInternals internals, OkxLimits limits, OkxHabits habits) {
        this.internals = internals;
        this.habits = habits;
        this.limits = limits;
        rest = new OkxRest(internals.markets());
    }

    @Override
    public @Nullable Function<VenueSession, SessionProtocol> webSocket(RestRequest request) {
        return switch (request.path()) {
            case PUBLIC_PATH -> session -> protocol(session, OkxProtocol.Endpoint.PUBLIC);
            case BUSINESS_PATH -> session -> protocol(session, OkxProtocol.Endpoint.BUSINESS);
            default -> null;
        };
    }

    private SessionProtocol protocol(VenueSession session, OkxProtocol.Endpoint endpoint) {
        return new OkxProtocol(session, endpoint, internals, limits, habits, requests);
    }

    @Override
    public RestAnswer rest(RestRequest request) {
        return rest.answer(request);
    }

    @Override
    public RestAnswer tooManyConnections() {
        ByteWriter out = new ByteWriter(64);
        OkxRestEncoder.error(out, "50011", "Too Many Requests");
        return RestAnswer.json(TOO_MANY_REQUESTS, out);
    }
}
