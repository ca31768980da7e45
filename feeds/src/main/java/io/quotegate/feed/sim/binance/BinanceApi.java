package io.quotegate.feed.sim.binance;

import io.quotegate.codec.binance.BinanceRequestDecoder;
import io.quotegate.codec.binance.BinanceRestEncoder;
import io.quotegate.feed.sim.push.PushForm;
import io.quotegate.feed.sim.server.RestAnswer;
import io.quotegate.feed.sim.server.RestException;
import io.quotegate.feed.sim.server.RestRequest;
import io.quotegate.feed.sim.server.SessionProtocol;
import io.quotegate.feed.sim.server.VenueApi;
import io.quotegate.feed.sim.server.VenueSession;
import io.quotegate.feed.sim.venue.VenueInternals;
import io.quotegate.text.ByteWriter;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What Binance offers: streams raw and combined, and REST. Confined to the venue's loop. */
final class BinanceApi implements VenueApi {
    private static final String RAW_PATH = "/ws";
    private static final String COMBINED_PATH = "/stream";
    private static final int BAD_REQUEST = 400;
    private static final int TOO_MANY_REQUESTS = 429;

    private final VenueInternals internals;
    private final BinanceLimits limits;
    private final BinanceRest rest;
    private final BinanceRequestDecoder requests = new BinanceRequestDecoder();

    BinanceApi(VenueInternals internals, BinanceLimits limits) {
        this.internals = internals;
        this.limits = limits;
        rest = new BinanceRest(internals.markets(), new RequestWeights(limits.maxWeight()), internals.clock());
    }

    @Override
    public @Nullable Function<VenueSession, SessionProtocol> webSocket(RestRequest request) {
        String path = request.path();
        boolean combined = path.equals(COMBINED_PATH) || path.startsWith(COMBINED_PATH + '/');
        if (!combined && !path.equals(RAW_PATH) && !path.startsWith(RAW_PATH + '/')) {
            return null;
        }
        String named = combined ? request.parameter("streams", "") : path.substring(RAW_PATH.length());
        List<String> streams = Stream.of(named.split("/", -1))
                .filter(BinanceRequestDecoder::isStream)
                .distinct()
                .toList();
        if (streams.size() > limits.maxStreams()) {
            throw new RestException(RestAnswer.html(BAD_REQUEST, "too many streams"));
        }
        PushForm form = PushForm.of(combined, BinanceParameters.unit(request.parameter("timeUnit", "")));
        return session ->
                new BinanceProtocol(session, new BinanceProtocol.Wanted(streams, form), internals, limits, requests);
    }

    @Override
    public RestAnswer rest(RestRequest request) {
        return rest.answer(request);
    }

    @Override
    public RestAnswer tooManyConnections() {
        ByteWriter out = new ByteWriter(128);
        BinanceRestEncoder.error(out, -1003, "Too many requests; please use the websocket for live updates.");
        return RestAnswer.json(TOO_MANY_REQUESTS, out);
    }
}
