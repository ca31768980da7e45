package io.quotegate.feed.sim;

import io.quotegate.codec.okx.OkxRequestDecoder;
import io.quotegate.codec.okx.OkxRestEncoder;
import io.quotegate.text.ByteWriter;
import org.jspecify.annotations.Nullable;

/** What OKX offers: two WebSocket paths and REST. Confined to the venue's loop. */
final class OkxFront implements VenueFront {
    private static final String PUBLIC_PATH = "/ws/v5/public";
    private static final String BUSINESS_PATH = "/ws/v5/business";
    private static final int TOO_MANY_REQUESTS = 429;

    private final Simulation simulation;
    private final OkxRest rest;
    private final OkxRequestDecoder requests = new OkxRequestDecoder();

    OkxFront(Simulation simulation) {
        this.simulation = simulation;
        rest = new OkxRest(simulation.markets());
    }

    @Override
    public SessionProtocol.@Nullable Factory webSocket(RestRequest request) {
        return switch (request.path()) {
            case PUBLIC_PATH -> session -> new OkxProtocol(session, OkxProtocol.Endpoint.PUBLIC, simulation, requests);
            case BUSINESS_PATH ->
                session -> new OkxProtocol(session, OkxProtocol.Endpoint.BUSINESS, simulation, requests);
            default -> null;
        };
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
