package io.quotegate.feed.sim.binance;

import io.quotegate.codec.binance.BinanceRestEncoder;
import io.quotegate.codec.venue.VenueTime;
import io.quotegate.feed.FeedClock;
import io.quotegate.feed.sim.market.Markets;
import io.quotegate.feed.sim.server.RestAnswer;
import io.quotegate.feed.sim.server.RestException;
import io.quotegate.feed.sim.server.RestRequest;
import io.quotegate.text.ByteWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Binance's public REST interface with its limits. Confined to the venue's loop.
 *
 * @see <a href="https://developers.binance.com/docs/binance-spot-api-docs/rest-api/limits">Binance spot REST API,
 *     Limits</a>
 */
final class BinanceRest {
    private static final String USED_WEIGHT = "X-MBX-USED-WEIGHT-1M";
    private static final String RETRY_AFTER = "Retry-After";
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int BANNED = 418;
    private static final int NOT_FOUND = 404;
    private static final int LIMIT_CODE = -1003;

    private final BinanceRoutes routes;
    private final RequestWeights weights;
    private final FeedClock clock;

    BinanceRest(Markets markets, RequestWeights weights, FeedClock clock) {
        this.routes = new BinanceRoutes(markets, weights.max());
        this.weights = weights;
        this.clock = clock;
    }

    RestAnswer answer(RestRequest request) {
        BinanceRoutes.Route route = routes.find(request.path());
        int weight = route == null ? 1 : route.weight().applyAsInt(request);
        RequestWeights.Verdict verdict = weights.spend(request.from(), weight, clock.monotonicNs());
        Map<String, String> headers = new HashMap<>();
        headers.put(USED_WEIGHT, String.valueOf(weights.used(request.from())));
        RestAnswer answer = switch (verdict) {
            case ALLOWED -> answer(route, request);
            case OVER_LIMIT, BANNED -> refused(verdict, request, headers);
        };
        return answer.withHeaders(headers);
    }

    private static RestAnswer answer(BinanceRoutes.@Nullable Route route, RestRequest request) {
        if (route == null) {
            return RestAnswer.html(NOT_FOUND, "<html><body><h2>404 Not found</h2></body></html>");
        }
        try {
            return route.handler().apply(request);
        } catch (RestException e) {
            return e.answer();
        }
    }

    private RestAnswer refused(RequestWeights.Verdict verdict, RestRequest request, Map<String, String> headers) {
        Duration wait = weights.retryAfter(request.from(), clock.monotonicNs());
        headers.put(RETRY_AFTER, String.valueOf(wait.toSeconds()));
        ByteWriter out = new ByteWriter(256);
        if (verdict == RequestWeights.Verdict.BANNED) {
            long untilMs = VenueTime.toMs(clock.epochNs()) + wait.toMillis();
            BinanceRestEncoder.error(
                    out,
                    LIMIT_CODE,
                    "Way too much request weight used; IP banned until " + untilMs
                            + ". Please use WebSocket Streams for live updates to avoid bans.");
            return RestAnswer.json(BANNED, out);
        }
        BinanceRestEncoder.error(
                out,
                LIMIT_CODE,
                "Too much request weight used; current limit is " + weights.max()
                        + " request weight per 1 MINUTE. Please use WebSocket Streams for live updates to avoid polling"
                        + " the API.");
        return RestAnswer.json(TOO_MANY_REQUESTS, out);
    }
}
