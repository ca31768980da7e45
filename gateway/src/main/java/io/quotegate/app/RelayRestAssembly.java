package io.quotegate.app;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.quotegate.api.Right;
import io.quotegate.config.GatewayConfig;
import io.quotegate.feed.Feeds;
import io.quotegate.feed.origin.VenueOrigin;
import io.quotegate.feed.relay.Relay;
import io.quotegate.feed.rest.RestClient;
import io.quotegate.feed.rest.VenueRest;
import io.quotegate.gateway.http.HttpAnswer;
import io.quotegate.gateway.http.HttpCall;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.gateway.http.Route;
import io.quotegate.gateway.relay.RelayCrowd;
import io.quotegate.gateway.relay.binance.BinanceRest;
import io.quotegate.gateway.relay.okx.OkxRest;
import io.quotegate.gateway.relay.rest.RelayedRest;
import io.quotegate.gateway.relay.rest.RestDialect;
import io.quotegate.gateway.relay.rest.RestReply;
import io.quotegate.gateway.relay.rest.RestStats;
import io.quotegate.gateway.relay.rest.RestUpstream;
import io.quotegate.gateway.relay.rest.SharedQuestions;
import io.quotegate.gateway.relay.rest.StreamKnowledge;
import io.quotegate.market.Venue;
import io.quotegate.ring.verbatim.Recollection;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;

/** Puts the relay's REST together. Any thread. */
final class RelayRestAssembly {
    private static final int MOST_BYTES = 32 * 1024 * 1024; // Binance's exchangeInfo is some ten
    private static final Duration NOT_SAID = Duration.ofSeconds(-1);
    private static final List<HttpMethod> METHODS =
            List.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.DELETE);

    private final Map<Venue, SharedQuestions> questions = new EnumMap<>(Venue.class);
    private final StreamKnowledge streams;
    private final Map<Venue, RelayCrowd> crowds;

    /**
     * Of what {@code config} says.
     *
     * @param asking waits for venues
     * @param timer  sends what has to wait
     * @param crowds where is told what is refused
     * @param relay  whose streams may tell what is asked
     */
    RelayRestAssembly(
            GatewayConfig config,
            Feeds feeds,
            RestClient client,
            Executor asking,
            ScheduledExecutorService timer,
            Relay relay,
            Map<Venue, RelayCrowd> crowds) {
        this.crowds = crowds;
        streams = new StreamKnowledge() {
            @Override
            public CompletableFuture<Recollection> recall(int source, List<String> names, int levels) {
                return relay.recall(source, names, levels);
            }

            @Override
            public void learn(int source, String name, byte[] answer, int levels) {
                relay.learn(source, name, answer, levels);
            }
        };
        for (Venue venue : config.relay().venues()) {
            VenueOrigin origin = feeds.origins().getOrDefault(venue, new VenueOrigin());
            VenueRest rest = VenueRest.ofLongAnswers(config.venues().rest(venue), origin, client, MOST_BYTES);
            RestUpstream upstream =
                    (target, headers) -> CompletableFuture.supplyAsync(() -> ask(rest, target, headers), asking);
            questions.put(venue, new SharedQuestions(upstream, dialect(venue), timer, System::nanoTime));
        }
    }

    private static RestDialect dialect(Venue venue) {
        return switch (venue) {
            case OKX -> new OkxRest(System::currentTimeMillis);
            case BINANCE -> new BinanceRest(System::currentTimeMillis);
        };
    }

    private static RestReply ask(VenueRest rest, String target, Map<String, String> headers) {
        try {
            VenueRest.Reply reply = rest.get(target, headers);
            String type = reply.headers().get(HttpHeaderNames.CONTENT_TYPE, "application/json");
            return RestReply.of(
                    reply.status(),
                    type,
                    reply.body(),
                    reply.number("X-MBX-USED-WEIGHT-1M").orElse(-1),
                    reply.retryAfter(NOT_SAID).toSeconds());
        } catch (IOException e) {
            throw new CompletionException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        }
    }

    /** Adds what it serves to {@code routes}. */
    void addTo(HttpRoutes routes) {
        questions.forEach((venue, shared) -> {
            RelayedRest endpoint = new RelayedRest(
                    shared, streams, Objects.requireNonNull(crowds.get(venue)).refusals());
            switch (venue) {
                case OKX -> add(routes, "/api/v5/{*path}", "OKX's public REST.", endpoint);
                case BINANCE -> {
                    add(routes, "/api/v3/{*path}", "Binance's public REST.", endpoint);
                    add(routes, "/sapi/{*path}", "Where Binance has what is private: everything is refused.", endpoint);
                    routes.get("/fapi/v1/exchangeInfo", Right.RELAY, "No futures.", RelayRestAssembly::nothing);
                    routes.get("/dapi/v1/exchangeInfo", Right.RELAY, "No futures.", RelayRestAssembly::nothing);
                }
            }
        });
    }

    private static void add(HttpRoutes routes, String path, String summary, RelayedRest endpoint) {
        routes.add(Route.of(path, METHODS, Right.RELAY, null, summary, endpoint));
    }

    /** Clients that ask for all markets at once fail as a whole without the futures. */
    private static HttpAnswer nothing(HttpCall call) {
        call.body()
                .ascii("{\"timezone\":\"UTC\",\"serverTime\":")
                .number(System.currentTimeMillis())
                .ascii(",\"rateLimits\":[],\"exchangeFilters\":[],\"assets\":[],\"symbols\":[]}");
        return HttpAnswer.JSON;
    }

    /** What is counted, by venue. */
    Map<String, RestStats> stats() {
        return questions.entrySet().stream()
                .collect(Collectors.toMap(
                        each -> each.getKey().wireName(),
                        each -> each.getValue().stats()));
    }
}
