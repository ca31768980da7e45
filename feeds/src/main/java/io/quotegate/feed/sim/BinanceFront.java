package io.quotegate.feed.sim;

import io.quotegate.codec.binance.BinanceRequestDecoder;
import io.quotegate.codec.binance.BinanceRestEncoder;
import io.quotegate.text.ByteWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What Binance offers: streams raw and combined, and REST. Confined to the venue's loop. */
final class BinanceFront implements VenueFront {
    private static final String RAW_PATH = "/ws";
    private static final String COMBINED_PATH = "/stream";
    private static final int BAD_REQUEST = 400;
    private static final int TOO_MANY_REQUESTS = 429;

    private final Simulation simulation;
    private final BinanceRest rest;
    private final BinanceRequestDecoder requests = new BinanceRequestDecoder();

    BinanceFront(Simulation simulation) {
        this.simulation = simulation;
        rest = new BinanceRest(
                simulation.markets(), new RequestWeights(simulation.limits().maxWeight()), simulation.clock());
    }

    @Override
    public SessionProtocol.@Nullable Factory webSocket(RestRequest request) {
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
        if (streams.size() > simulation.limits().maxStreams()) {
            throw new RestException(RestAnswer.html(BAD_REQUEST, "too many streams"));
        }
        PushForm form = PushForm.of(combined, unit(request.parameter("timeUnit", "")));
        return session -> new BinanceProtocol(session, streams, form, simulation, requests);
    }

    /** Which unit of time a client asked for: in a URL or in a header, in capitals or not. */
    static TimeUnit unit(String name) {
        return name.toUpperCase(Locale.ROOT).equals("MICROSECOND") ? TimeUnit.MICROSECONDS : TimeUnit.MILLISECONDS;
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
