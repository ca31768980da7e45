package io.quotegate.gateway.relay.binance;

import io.quotegate.api.ErrorCode;
import io.quotegate.api.Right;
import io.quotegate.codec.binance.BinanceRequestDecoder;
import io.quotegate.gateway.http.HttpProblem;
import io.quotegate.gateway.http.HttpRoutes;
import io.quotegate.gateway.http.HttpStream;
import io.quotegate.gateway.http.RequestHead;
import io.quotegate.gateway.http.StreamListener;
import io.quotegate.gateway.loop.PerLoop;
import io.quotegate.gateway.relay.LoopRelay;
import io.quotegate.gateway.relay.RelayCrowd;
import io.quotegate.gateway.relay.RelaySources;
import io.quotegate.gateway.relay.rest.RestReply;
import io.quotegate.gateway.websocket.WebSocketRoutes;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where clients of Binance's streams find us. Any thread. */
public final class BinanceRoutes {
    private static final String RAW = "/ws";
    private static final String COMBINED = "/stream";
    private static final int LONGEST_MESSAGE = 256 * 1024;

    /** What Binance answers to those who come too often. */
    private static final RestReply FULL = RestReply.json(
            429, "{\"code\":-1003,\"msg\":\"Too many requests; please use the websocket for live updates.\"}");

    private final PerLoop<LoopRelay> relays;
    private final RelayCrowd crowd;
    private final BinanceRequestDecoder decoder = new BinanceRequestDecoder();

    public BinanceRoutes(PerLoop<LoopRelay> relays, RelayCrowd crowd) {
        this.relays = relays;
        this.crowd = crowd;
    }

    /** Adds the routes to {@code routes}. */
    public void addTo(HttpRoutes routes) {
        add(routes, RAW, "Binance's streams, raw.");
        add(routes, RAW + "/{*streams}", "The streams that are named, or none where what is named is none.");
        add(routes, COMBINED, "Binance's streams, combined; those of the parameter streams.");
        add(routes, COMBINED + "/{*any}", "The same, for clients that append something.");
    }

    private void add(HttpRoutes routes, String path, String summary) {
        boolean combined = path.startsWith(COMBINED);
        routes.add(WebSocketRoutes.route(
                path, Right.RELAY, summary, (stream, request, rest) -> open(stream, request, rest, combined)));
    }

    private StreamListener open(HttpStream stream, RequestHead request, String rest, boolean combined) {
        String streams = request.query("streams");
        String named = !combined ? rest : streams == null ? "" : streams;
        List<String> wanted = Stream.of(named.split("/", -1))
                .filter(BinanceRequestDecoder::isStream)
                .distinct()
                .toList();
        if (wanted.size() > BinanceSocket.MOST_STREAMS) {
            HttpProblem.of(ErrorCode.BAD_REQUEST, "too many streams").send(stream);
            return StreamListener.ANSWERED;
        }
        if (!crowd.hasRoom(wanted.size())) {
            FULL.sendTo(stream, null, -1);
            return StreamListener.ANSWERED;
        }
        int source =
                isMicrosecond(request.query("timeUnit")) ? RelaySources.BINANCE_MICROSECONDS : RelaySources.BINANCE;
        LoopRelay relay = relays.on(stream.loop());
        return WebSocketRoutes.open(
                stream,
                LONGEST_MESSAGE,
                outlet -> new BinanceSocket(outlet, relay, source, decoder, wanted, combined, crowd));
    }

    private static boolean isMicrosecond(@Nullable String unit) {
        return "MICROSECOND".equalsIgnoreCase(unit);
    }

    /** In what a source tells times. */
    static TimeUnit unit(int source) {
        return source == RelaySources.BINANCE_MICROSECONDS ? TimeUnit.MICROSECONDS : TimeUnit.MILLISECONDS;
    }
}
