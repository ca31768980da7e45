package io.quotegate.gateway.relay.okx;

import io.netty.handler.codec.http.HttpMethod;
import io.quotegate.codec.okx.OkxRequest;
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
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * OKX's public REST: how often each path may be asked, how long answers are true, and what is refused. A part is left to what
 * the gateway asks for itself. Any thread.
 *
 * @see <a href="https://www.okx.com/docs-v5/en/#order-book-trading-market-data">OKX API v5, Market Data</a>
 */
public final class OkxRest implements RestDialect {
    private static final Duration WINDOW = Duration.ofSeconds(2);
    private static final Duration APART = Duration.ofMillis(50);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration FOR_EVER = Duration.ofDays(1);
    private static final int MOST_PATHS = 200;

    /** Nothing but names, so that nobody can make us count more paths than there are. */
    private static final Pattern PUBLIC =
            Pattern.compile("/api/v5/(?:market|public)/[a-z0-9-]{1,40}|/api/v5/system/status");

    /** Of what OKX allows in two seconds, what the relay uses; the rest of the paths may be asked 10 times at least. */
    private static final Map<String, Integer> ALLOWED = Map.of(
            "/api/v5/market/candles", 32,
            "/api/v5/market/history-candles", 4,
            "/api/v5/market/trades", 20,
            "/api/v5/market/history-trades", 16,
            "/api/v5/market/ticker", 18,
            "/api/v5/market/tickers", 18,
            "/api/v5/market/books", 32,
            "/api/v5/public/instruments", 16);

    private static final int ALLOWED_ELSEWHERE = 8;

    private static final Map<String, Duration> FRESH = Map.of(
            "/api/v5/public/instruments", MINUTE,
            "/api/v5/system/status", MINUTE,
            "/api/v5/market/books-full", SECOND,
            "/api/v5/market/platform-24-volume", SECOND,
            "/api/v5/market/exchange-rate", MINUTE);

    private static final Map<String, Duration> BARS = Map.ofEntries(
            Map.entry("1s", Duration.ofSeconds(1)),
            Map.entry("1m", Duration.ofMinutes(1)),
            Map.entry("3m", Duration.ofMinutes(3)),
            Map.entry("5m", Duration.ofMinutes(5)),
            Map.entry("15m", Duration.ofMinutes(15)),
            Map.entry("30m", Duration.ofMinutes(30)),
            Map.entry("1H", Duration.ofHours(1)),
            Map.entry("2H", Duration.ofHours(2)),
            Map.entry("4H", Duration.ofHours(4)),
            Map.entry("6H", Duration.ofHours(6)),
            Map.entry("12H", Duration.ofHours(12)),
            Map.entry("1D", Duration.ofDays(1)),
            Map.entry("1Dutc", Duration.ofDays(1)));

    private static final RestReply NOT_FOUND = RestReply.json(
            404, "{\"msg\":\"API endpoint request path does not exist.\",\"code\":\"50404\",\"data\":[]}");
    private static final RestReply PRIVATE =
            RestReply.json(401, "{\"msg\":\"Request header OK-ACCESS-KEY can not be empty.\",\"code\":\"50103\"}");
    private static final RestReply EXHAUSTED =
            RestReply.json(429, "{\"msg\":\"Too Many Requests\",\"code\":\"50011\"}");
    private static final RestReply AWAY = RestReply.json(
            503,
            "{\"msg\":\"Service temporarily unavailable. Please try again later.\",\"code\":\"50001\",\"data\":[]}");

    private static final String TIME = "/api/v5/public/time";
    private static final String BEGIN = "{\"code\":\"0\",\"msg\":\"\",\"data\":[";
    private static final String END = "]}";
    private static final Pattern TOLD_TIME = Pattern.compile(".*\"ts\":\"([0-9]{13})\".*");
    private static final String INST_ID = "instId=([A-Z0-9-]{2,40})";
    private static final String SIZE = "sz=([1-9][0-9]{0,2})";
    private static final Pattern BOOKS = Pattern.compile(
            "/api/v5/market/books\\?(?:" + INST_ID + "(?:&" + SIZE + ")?|" + SIZE + '&' + INST_ID + ')');
    private static final Pattern TICKER = Pattern.compile("/api/v5/market/ticker\\?" + INST_ID);

    private final ServerTime time = new ServerTime(TIME, TOLD_TIME);
    private final Map<String, RateLimit> budgets = new ConcurrentHashMap<>();
    private final RateLimit others = new RateLimit(ALLOWED_ELSEWHERE, WINDOW);
    private final PastCandles past;

    /** @param epochMs the time */
    public OkxRest(LongSupplier epochMs) {
        past = new PastCandles(BARS, epochMs);
    }

    @Override
    public @Nullable RestReply own(RequestHead request) {
        String path = request.path() == null ? "" : request.path();
        if (PUBLIC.matcher(path).matches() && request.method().equals(HttpMethod.GET)) {
            return request.target().equals(TIME) ? knownTime() : null;
        }
        return path.startsWith("/api/v5/market/") || path.startsWith("/api/v5/public/") ? NOT_FOUND : PRIVATE;
    }

    private @Nullable RestReply knownTime() {
        OptionalLong epochMs = time.epochMs(System.nanoTime());
        return epochMs.isEmpty() ? null : RestReply.json(200, BEGIN + "{\"ts\":\"" + epochMs.getAsLong() + "\"}" + END);
    }

    @Override
    public void onAnswer(String target, @Nullable RestReply reply, long sentNs, long receivedNs) {
        time.onAnswer(target, reply, sentNs, receivedNs);
    }

    @Override
    public @Nullable TopicQuestion topic(RequestHead request) {
        Matcher books = BOOKS.matcher(request.target());
        if (books.matches()) {
            String size = request.query("sz");
            String pair = Objects.requireNonNullElse(books.group(1), books.group(4));
            return question("books", pair, size == null ? 1 : Integer.parseInt(size));
        }
        Matcher ticker = TICKER.matcher(request.target());
        return ticker.matches() ? question("tickers", ticker.group(1), 1) : null;
    }

    private static TopicQuestion question(String channel, String pair, int levels) {
        String name = OkxRequest.Arg.of(channel, pair).key();
        return new TopicQuestion(RelaySources.OKX_PUBLIC, List.of(name), levels, BEGIN, END, null);
    }

    @Override
    public RestRule rule(RequestHead request) {
        String path = request.path() == null ? "" : request.path();
        RateLimit budget = budgets.size() < MOST_PATHS
                ? budgets.computeIfAbsent(
                        path, missing -> new RateLimit(ALLOWED.getOrDefault(missing, ALLOWED_ELSEWHERE), WINDOW))
                : budgets.getOrDefault(path, others);
        Duration fresh = FRESH.getOrDefault(path, Duration.ZERO);
        return new RestRule(budget, 1, path.endsWith("candles") && isPast(request) ? FOR_EVER : fresh, APART);
    }

    /** Whether every candle that is asked for is over. */
    private boolean isPast(RequestHead request) {
        String bar = request.query("bar");
        return past.areMeant(bar == null ? "1m" : bar, request.query("after"));
    }

    @Override
    public @Nullable RateLimit weight() {
        return null;
    }

    @Override
    public Map<String, String> headers(RequestHead request) {
        return Map.of();
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
    public @Nullable String usedWeightField() {
        return null;
    }
}
