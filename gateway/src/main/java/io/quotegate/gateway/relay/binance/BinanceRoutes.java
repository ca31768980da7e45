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
import io.quotegate.gateway.relay.RelaySources;
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

    private final PerLoop<LoopRelay> relays;
    private final BinanceRequestDecoder decoder = new BinanceRequestDecoder();

    public BinanceRoutes(PerLoop<LoopRelay> relays) {
        this.relays = relays;
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
        int source =
                isMicrosecond(request.query("timeUnit")) ? RelaySources.BINANCE_MICROSECONDS : RelaySources.BINANCE;
        LoopRelay relay = relays.on(stream.loop());
        return WebSocketRoutes.open(
                stream, LONGEST_MESSAGE, outlet -> new BinanceSocket(outlet, relay, source, decoder, wanted, combined));
    }

    private static boolean isMicrosecond(@Nullable String unit) {
        return "MICROSECOND".equalsIgnoreCase(unit);
    }

    /** In what a source tells times. */
    static TimeUnit unit(int source) {
        return source == RelaySources.BINANCE_MICROSECONDS ? TimeUnit.MICROSECONDS : TimeUnit.MILLISECONDS;
    }
}
