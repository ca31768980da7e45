package io.quotegate.gateway.relay.binance;

import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.AsciiString;
import io.quotegate.gateway.http.RequestHead;
import io.quotegate.gateway.relay.RelaySources;
import io.quotegate.gateway.relay.rest.PastCandles;
import io.quotegate.gateway.relay.rest.RestDialect;
import io.quotegate.gateway.relay.rest.RestReply;
import io.quotegate.gateway.relay.rest.RestRule;
import io.quotegate.gateway.relay.rest.ServerTime;
import io.quotegate.gateway.relay.rest.TopicQuestion;
import io.quotegate.time.RateLimit;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final String TIME = PREFIX + "time";
    private static final Pattern TOLD_TIME = Pattern.compile("\\{\"serverTime\":([0-9]{13})}");
    private static final int DEPTH_WEIGHT = 50; // of a whole
    private static final int TRADES_WEIGHT = 25;
    private static final int DEFAULT_TRADES = 500;
    private static final int LAST_PRICE = 0; // in place of a number of trades
    private static final int MOST_ROWS = 1000;
    private static final int DEFAULT_LEVELS = 100;
    private static final String SYMBOL = "symbol=([A-Z0-9]{2,30})";
    private static final String LIMIT = "limit=([1-9][0-9]{0,3})";
    private static final String SYMBOL_AND_LIMIT =
            "\\?(?:" + SYMBOL + "(?:&" + LIMIT + ")?|" + LIMIT + '&' + SYMBOL + ')';
    private static final Pattern DEPTH = Pattern.compile(PREFIX + "depth" + SYMBOL_AND_LIMIT);
    private static final Pattern TRADES = Pattern.compile(PREFIX + "trades" + SYMBOL_AND_LIMIT);
    private static final Pattern TICKER = Pattern.compile(PREFIX + "ticker/(24hr|bookTicker|price)\\?" + SYMBOL);

    private final ServerTime time = new ServerTime(TIME, TOLD_TIME);
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
            return request.target().equals(TIME) && headers(request).isEmpty() ? knownTime() : null;
        }
        return request.field(API_KEY) == null && request.query("timestamp") == null ? NOT_FOUND : PRIVATE;
    }

    private @Nullable RestReply knownTime() {
        OptionalLong epochMs = time.epochMs(System.nanoTime());
        return epochMs.isEmpty() ? null : RestReply.json(200, "{\"serverTime\":" + epochMs.getAsLong() + '}');
    }

    @Override
    public void onAnswer(String target, @Nullable RestReply reply, long sentNs, long receivedNs) {
        time.onAnswer(target, reply, sentNs, receivedNs);
    }

    @Override
    public @Nullable TopicQuestion topic(RequestHead request) {
        if (!headers(request).isEmpty()) {
            return null;
        }
        Matcher depth = DEPTH.matcher(request.target());
        if (depth.matches()) {
            String symbol = symbol(depth);
            String stream = lower(symbol) + "@depth";
            Question question = new Question("depth", symbol, levels(request, DEFAULT_LEVELS), DEPTH_WEIGHT);
            return topic(request, question, List.of(stream + "@100ms", stream), "", "");
        }
        Matcher trades = TRADES.matcher(request.target());
        if (trades.matches()) {
            String symbol = symbol(trades);
            Question question = new Question("trades", symbol, levels(request, DEFAULT_TRADES), TRADES_WEIGHT);
            return topic(request, question, List.of(lower(symbol) + "@trade"), "[", "]");
        }
        Matcher ticker = TICKER.matcher(request.target());
        return ticker.matches() ? ticker(ticker.group(1), lower(ticker.group(2))) : null;
    }

    private static String symbol(Matcher symbolAndLimit) {
        return Objects.requireNonNullElse(symbolAndLimit.group(1), symbolAndLimit.group(4));
    }

    private static TopicQuestion ticker(String kind, String symbol) {
        return switch (kind) {
            case "24hr" -> question(symbol + "@ticker", 1);
            case "bookTicker" -> question(symbol + "@bookTicker", 1);
            default -> question(symbol + "@trade", LAST_PRICE);
        };
    }

    private static TopicQuestion question(String stream, int levels) {
        return new TopicQuestion(RelaySources.BINANCE, List.of(stream), levels, "", "", null);
    }

    /** What is asked, and what all there is of it weighs. */
    private record Question(String route, String symbol, int levels, int wholeWeight) {}

    private @Nullable TopicQuestion topic(
            RequestHead request, Question question, List<String> streams, String before, String after) {
        if (question.levels > TopicQuestion.WHOLE_LEVELS) {
            return null;
        }
        boolean isWhole = question.levels == TopicQuestion.WHOLE_LEVELS;
        String whole = PREFIX + question.route + "?symbol=" + question.symbol + "&limit=" + TopicQuestion.WHOLE_LEVELS;
        Duration apart = Duration.ofMillis((long) question.wholeWeight * MS_PER_WEIGHT);
        return new TopicQuestion(
                RelaySources.BINANCE,
                streams,
                question.levels,
                before,
                after,
                new TopicQuestion.Whole(
                        isWhole ? request.target() : whole,
                        new RestRule(weight, question.wholeWeight, Duration.ZERO, apart)));
    }

    private static String lower(String symbol) {
        return symbol.toLowerCase(Locale.ROOT);
    }

    @Override
    public RestRule rule(RequestHead request) {
        String route = route(request);
        ToIntFunction<RequestHead> weighs = WEIGHTS.getOrDefault(route, any -> 1);
        int weighed = weighs.applyAsInt(request);
        Duration fresh = FRESH.getOrDefault(route, Duration.ZERO);
        return new RestRule(
                weight,
                weighed,
                isPast(route, request) ? FOR_EVER : fresh,
                Duration.ofMillis((long) weighed * MS_PER_WEIGHT));
    }

    /** Whether all that is asked for is over and does not change any more. */
    private boolean isPast(String route, RequestHead request) {
        return switch (route) {
            case "klines", "uiKlines" ->
                past.areMeant(request.query("interval"), request.query("endTime"))
                        || past.areMeant(request.query("interval"), request.query("startTime"), MOST_ROWS);
            case "aggTrades" -> past.areMeant("1s", request.query("endTime"));
            default -> false;
        };
    }

    private static int depthWeight(RequestHead request) {
        int levels = levels(request, DEFAULT_LEVELS);
        return levels <= 100 ? 5 : levels <= 500 ? 25 : levels <= 1000 ? 50 : 250;
    }

    private static int levels(RequestHead request, int otherwise) {
        String limit = request.query("limit");
        return limit == null || !limit.matches("[0-9]{1,6}") ? otherwise : Integer.parseInt(limit);
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
    public RateLimit weight() {
        return weight;
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
