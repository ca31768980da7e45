package io.quotegate.feed.sim.binance;

import static java.util.Objects.requireNonNull;

import io.quotegate.codec.binance.BinanceBookEncoder;
import io.quotegate.codec.binance.BinanceRestEncoder;
import io.quotegate.codec.binance.BinanceStream;
import io.quotegate.codec.venue.TradingRules;
import io.quotegate.feed.sim.market.DepthMarket;
import io.quotegate.feed.sim.market.Markets;
import io.quotegate.feed.sim.market.PairMarket;
import io.quotegate.feed.sim.market.RecordedBook;
import io.quotegate.feed.sim.server.RestAnswer;
import io.quotegate.feed.sim.server.RestRequest;
import io.quotegate.market.DepthUpdate;
import io.quotegate.text.ByteWriter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What Binance answers over REST, and what each question weighs. Confined to the venue's loop.
 *
 * @see <a href="https://developers.binance.com/docs/binance-spot-api-docs/rest-api/market-data-endpoints">Binance spot
 *     REST API, Market data endpoints</a>
 */
final class BinanceRoutes {
    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;
    private static final int DEPTH_DEFAULT = 100;
    private static final int DEPTH_MAX = 5000;

    private final Markets markets;
    private final BinanceParameters parameters;
    private final int maxWeight;
    private final Map<String, Route> routes;

    /** How a path is answered and what that weighs. */
    record Route(ToIntFunction<RestRequest> weight, Function<RestRequest, RestAnswer> handler) {}

    BinanceRoutes(Markets markets, int maxWeight) {
        this.markets = markets;
        this.maxWeight = maxWeight;
        parameters = new BinanceParameters(markets);
        BinancePastRoutes history = new BinancePastRoutes(markets, parameters);
        routes = Map.of(
                "/api/v3/ping", new Route(request -> 1, this::ping),
                "/api/v3/time", new Route(request -> 1, this::time),
                "/api/v3/exchangeInfo", new Route(request -> 20, this::exchangeInfo),
                "/api/v3/ticker/price", new Route(this::tickerWeight, this::price),
                "/api/v3/ticker/bookTicker", new Route(this::tickerWeight, this::bookTicker),
                "/api/v3/ticker/24hr", new Route(this::dayTickerWeight, this::dayTicker),
                "/api/v3/trades", new Route(request -> 25, history::trades),
                "/api/v3/aggTrades", new Route(request -> 4, history::aggregateTrades),
                "/api/v3/klines", new Route(request -> 2, history::klines),
                "/api/v3/depth", new Route(this::depthWeight, this::depth));
    }

    @Nullable
    Route find(String path) {
        return routes.get(path);
    }

    private int tickerWeight(RestRequest request) {
        return parameters.asksForOne(request) ? 2 : 4;
    }

    private int dayTickerWeight(RestRequest request) {
        if (parameters.asksForOne(request)) {
            return 2;
        }
        String list = request.parameter("symbols");
        if (list == null) {
            return 80;
        }
        long symbols = list.chars().filter(c -> c == ',').count() + 1;
        return symbols <= 20 ? 2 : symbols <= 100 ? 40 : 80;
    }

    private int depthWeight(RestRequest request) {
        String given = request.parameter("limit", "");
        int limit = given.matches("[0-9]{1,6}") ? Integer.parseInt(given) : DEPTH_DEFAULT;
        return limit <= 100 ? 5 : limit <= 500 ? 25 : limit <= 1000 ? 50 : 250;
    }

    private RestAnswer ping(RestRequest request) {
        return RestAnswer.json(OK, new ByteWriter(2).ascii("{}"));
    }

    private RestAnswer time(RestRequest request) {
        ByteWriter out = new ByteWriter(64);
        BinanceRestEncoder.time(out, markets.epochNs(), parameters.unit(request));
        return RestAnswer.json(OK, out);
    }

    private RestAnswer exchangeInfo(RestRequest request) {
        List<TradingRules> rules =
                parameters.pairs(request).stream().map(PairMarket::rules).toList();
        ByteWriter out = new ByteWriter(16 * 1024);
        BinanceRestEncoder.exchangeInfo(out, rules, maxWeight, markets.epochNs(), parameters.unit(request));
        return RestAnswer.json(OK, out);
    }

    private RestAnswer price(RestRequest request) {
        return rows(
                request, (out, pair) -> BinanceRestEncoder.price(out, symbol(pair), pair.day(markets.epochNs()).last));
    }

    private RestAnswer bookTicker(RestRequest request) {
        return rows(request, (out, pair) -> BinanceRestEncoder.bookTicker(out, symbol(pair), pair.top()));
    }

    private RestAnswer dayTicker(RestRequest request) {
        TimeUnit unit = parameters.unit(request);
        return rows(
                request,
                (out, pair) -> BinanceRestEncoder.dayTicker(out, symbol(pair), pair.day(markets.epochNs()), unit));
    }

    /** One row alone where one pair is asked for, otherwise a list. */
    private RestAnswer rows(RestRequest request, BiConsumer<ByteWriter, PairMarket> row) {
        List<PairMarket> pairs = parameters.pairs(request);
        ByteWriter out = new ByteWriter(1024);
        if (parameters.asksForOne(request)) {
            row.accept(out, pairs.get(0));
            return RestAnswer.json(OK, out);
        }
        out.put('[');
        for (int i = 0; i < pairs.size(); i++) {
            out.ascii(i == 0 ? "" : ",");
            row.accept(out, pairs.get(i));
        }
        return RestAnswer.json(OK, out.put(']'));
    }

    private static String symbol(PairMarket pair) {
        return BinanceStream.symbol(pair.instrument());
    }

    private RestAnswer depth(RestRequest request) {
        PairMarket pair = parameters.pair(request);
        int limit = parameters.limit(request, DEPTH_DEFAULT, DEPTH_MAX);
        ByteWriter out = new ByteWriter(256);
        RecordedBook recorded = pair.recorded();
        DepthMarket depth = pair.depth();
        String missing = recorded != null ? recorded.missing(limit) : depth == null ? "no book is kept here" : null;
        if (missing != null) { // a book begun with less would be wrong
            BinanceRestEncoder.error(out, -1000, missing);
            return RestAnswer.json(UNAVAILABLE, out);
        }
        BinanceBookEncoder.snapshot(out, recorded == null ? walking(pair, limit) : recorded.best(limit), limit);
        return RestAnswer.json(OK, out);
    }

    private static DepthUpdate walking(PairMarket pair, int limit) {
        DepthUpdate book = requireNonNull(pair.depth(), "depth").view(limit).toSnapshot();
        book.seq = pair.top().venueSeq;
        return book;
    }
}
