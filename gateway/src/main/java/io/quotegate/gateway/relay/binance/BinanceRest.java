package io.quotegate.gateway.relay.binance;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.AsciiString;
import io.quotegate.gateway.http.RequestHead;
import io.quotegate.gateway.relay.rest.PastCandles;
import io.quotegate.gateway.relay.rest.RestDialect;
import io.quotegate.gateway.relay.rest.RestReply;
import io.quotegate.gateway.relay.rest.RestRule;
import io.quotegate.time.RateLimit;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Binance's public REST of the spot market: what questions weigh, how long answers are true, and what is refused. A part of
 * the weight is left to what the gateway asks for itself. Any thread.
 *
 * @see <a href="https://developers.binance.com/docs/binance-spot-api-docs/rest-api/market-data-endpoints">Binance spot REST
 *     API, Market data endpoints</a>
 */
public final class BinanceRest implements RestDialect {
    private static final int MOST_WEIGHT = 3600; // of 6,000 in a minute
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration FOR_EVER = Duration.ofDays(1);
    private static final int MS_PER_WEIGHT = 10; // one question of any weight cannot use up the minute
    private static final String PREFIX = "/api/v3/";
    private static final AsciiString API_KEY = AsciiString.cached("x-mbx-apikey");
    private static final AsciiString TIME_UNIT = AsciiString.cached("x-mbx-time-unit");
    private static final RestReply NOT_FOUND = RestReply.html(404, "<html><body><h2>404 Not found</h2></body></html>");
    private static final RestReply PRIVATE =
            RestReply.json(401, "{\"code\":-2015,\"msg\":\"Invalid API-key, IP, or permissions for action.\"}");
    private static final RestReply EXHAUSTED = RestReply.json(
            429,
            "{\"code\":-1003,\"msg\":\"Too much request weight used; current limit is 6000 request weight per 1 MINUTE."
                    + " Please use WebSocket Streams for live updates to avoid polling the API.\"}");
    private static final RestReply AWAY = RestReply.json(
            503, "{\"code\":-1001,\"msg\":\"Internal error; unable to process your request. Please try again.\"}");

    /** What weighs the same for everybody is a number, else it is looked at. */
    private static final Map<String, ToIntFunction<RequestHead>> WEIGHTS = Map.ofEntries(
            Map.entry("ping", request -> 1),
            Map.entry("time", request -> 1),
            Map.entry("exchangeInfo", request -> 20),
            Map.entry("depth", BinanceRest::depthWeight),
            Map.entry("trades", request -> 25),
            Map.entry("historicalTrades", request -> 25),
            Map.entry("aggTrades", request -> 4),
            Map.entry("klines", request -> 2),
            Map.entry("uiKlines", request -> 2),
            Map.entry("avgPrice", request -> 2),
            Map.entry("ticker/24hr", BinanceRest::dayTickerWeight),
            Map.entry("ticker/tradingDay", request -> Math.min(200, 4 * symbols(request))),
            Map.entry("ticker/price", request -> request.query("symbol") == null ? 4 : 2),
            Map.entry("ticker/bookTicker", request -> request.query("symbol") == null ? 4 : 2),
            Map.entry("ticker", request -> Math.min(200, 4 * symbols(request))));

    private static final Map<String, Duration> FRESH = Map.of(
            "ping", SECOND,
            "exchangeInfo", MINUTE,
            "avgPrice", SECOND,
            "ticker/24hr", SECOND,
            "ticker/tradingDay", SECOND,
            "ticker", SECOND);

    private static final Map<String, Duration> INTERVALS = Map.ofEntries(
            Map.entry("1s", Duration.ofSeconds(1)),
            Map.entry("1m", Duration.ofMinutes(1)),
            Map.entry("3m", Duration.ofMinutes(3)),
            Map.entry("5m", Duration.ofMinutes(5)),
            Map.entry("15m", Duration.ofMinutes(15)),
            Map.entry("30m", Duration.ofMinutes(30)),
            Map.entry("1h", Duration.ofHours(1)),
            Map.entry("2h", Duration.ofHours(2)),
            Map.entry("4h", Duration.ofHours(4)),
            Map.entry("6h", Duration.ofHours(6)),
            Map.entry("8h", Duration.ofHours(8)),
            Map.entry("12h", Duration.ofHours(12)),
            Map.entry("1d", Duration.ofDays(1)),
            Map.entry("3d", Duration.ofDays(3)),
            Map.entry("1w", Duration.ofDays(7)));

    private final RateLimit weight = new RateLimit(MOST_WEIGHT, MINUTE);
    private final PastCandles past;

    /** @param epochMs the time */
    public BinanceRest(LongSupplier epochMs) {
        past = new PastCandles(INTERVALS, epochMs);
    }

    private static String route(RequestHead request) {
        String path = request.path();
        return path == null || !path.startsWith(PREFIX) ? "" : path.substring(PREFIX.length());
    }

    @Override
    public @Nullable RestReply own(RequestHead request) {
        boolean known = WEIGHTS.containsKey(route(request));
        boolean signs = request.query("signature") != null;
        if (!request.method().equals(HttpMethod.GET) || signs) {
            return PRIVATE;
        }
        if (known) {
            return null;
        }
        return request.field(API_KEY) == null && request.query("timestamp") == null ? NOT_FOUND : PRIVATE;
    }

    @Override
    public RestRule rule(RequestHead request) {
        String route = route(request);
        ToIntFunction<RequestHead> weighs = WEIGHTS.getOrDefault(route, any -> 1);
        int weighed = weighs.applyAsInt(request);
        Duration fresh = FRESH.getOrDefault(route, Duration.ZERO);
        boolean over = (route.equals("klines") || route.equals("uiKlines"))
                && past.areMeant(request.query("interval"), request.query("endTime"));
        return new RestRule(
                weight, weighed, over ? FOR_EVER : fresh, Duration.ofMillis((long) weighed * MS_PER_WEIGHT));
    }

    private static int depthWeight(RequestHead request) {
        String limit = request.query("limit");
        int levels = limit == null || !limit.matches("[0-9]{1,6}") ? 100 : Integer.parseInt(limit);
        return levels <= 100 ? 5 : levels <= 500 ? 25 : levels <= 1000 ? 50 : 250;
    }

    private static int dayTickerWeight(RequestHead request) {
        if (request.query("symbol") != null) {
            return 2;
        }
        int symbols = symbols(request);
        return request.query("symbols") == null ? 80 : symbols <= 20 ? 2 : symbols <= 100 ? 40 : 80;
    }

    private static int symbols(RequestHead request) {
        String list = request.query("symbols");
        return list == null ? 1 : (int) list.chars().filter(c -> c == ',').count() + 1;
    }

    @Override
    public Map<String, String> headers(RequestHead request) {
        AsciiString unit = request.field(TIME_UNIT);
        return unit != null && unit.toString().equalsIgnoreCase("MICROSECOND")
                ? Map.of("X-MBX-TIME-UNIT", "MICROSECOND")
                : Map.of();
    }

    @Override
    public RestReply exhausted() {
        return EXHAUSTED;
    }

    @Override
    public RestReply away() {
        return AWAY;
    }

    @Override
    public String usedWeightField() {
        return "X-MBX-USED-WEIGHT-1M";
    }
}
