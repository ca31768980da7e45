package io.quotegate.feed.sim.okx;

import io.quotegate.codec.okx.OkxBookEncoder;
import io.quotegate.codec.okx.OkxEncoder;
import io.quotegate.codec.okx.OkxRestEncoder;
import io.quotegate.codec.venue.VenueCandle;
import io.quotegate.codec.venue.VenueTime;
import io.quotegate.feed.sim.market.DepthMarket;
import io.quotegate.feed.sim.market.Markets;
import io.quotegate.feed.sim.market.PairMarket;
import io.quotegate.feed.sim.market.RecordedBook;
import io.quotegate.feed.sim.server.CandleRows;
import io.quotegate.feed.sim.server.RestAnswer;
import io.quotegate.feed.sim.server.RestException;
import io.quotegate.feed.sim.server.RestRequest;
import io.quotegate.market.DepthUpdate;
import io.quotegate.market.TradeUpdate;
import io.quotegate.text.ByteWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * OKX's public REST interface. Confined to the venue's loop.
 *
 * @see <a href="https://www.okx.com/docs-v5/en/#order-book-trading-market-data">OKX API v5, Market Data</a>
 */
final class OkxRest {
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int UNAVAILABLE = 503;
    private static final String SPOT = "SPOT";
    private static final long LIST_TIME_NS = 1_606_468_572_000_000_000L;
    private static final int TRADES_DEFAULT = 100;
    private static final int TRADES_MAX = 500;
    private static final int CANDLES_DEFAULT = 100;
    private static final int CANDLES_MAX = 300;
    private static final int CANDLES_KEPT = 1440;
    private static final int BOOKS_MAX = 400;
    private static final int FULL_MAX = 5000;

    private final Markets markets;
    private final Map<String, Route> routes = Map.of(
            "/api/v5/public/time", this::time,
            "/api/v5/public/instruments", this::instruments,
            "/api/v5/market/ticker", this::ticker,
            "/api/v5/market/tickers", this::tickers,
            "/api/v5/market/trades", this::trades,
            "/api/v5/market/history-trades", this::pastTrades,
            "/api/v5/market/candles", (request, rows) -> candles(request, rows, Bars.NEWEST),
            "/api/v5/market/history-candles", (request, rows) -> candles(request, rows, Bars.CLOSED),
            "/api/v5/market/books", this::books,
            "/api/v5/market/books-full", this::fullBooks);

    /** Which candles a route has. */
    private enum Bars {
        /** The last day's, the open one too. */
        NEWEST,
        CLOSED
    }

    /** Writes the rows of an answer. */
    @FunctionalInterface
    private interface Route {
        void write(RestRequest request, Rows rows);
    }

    OkxRest(Markets markets) {
        this.markets = markets;
    }

    RestAnswer answer(RestRequest request) {
        Route route = routes.get(request.path());
        if (route == null) {
            throw refused(NOT_FOUND, "404", "Not Found");
        }
        Rows rows = new Rows();
        route.write(request, rows);
        return RestAnswer.json(OK, rows.end());
    }

    private void time(RestRequest request, Rows rows) {
        rows.add(out -> OkxRestEncoder.time(out, markets.epochNs()));
    }

    private void instruments(RestRequest request, Rows rows) {
        for (PairMarket pair : spotPairs(request)) {
            rows.add(out -> OkxRestEncoder.instrument(out, pair.rules(), LIST_TIME_NS));
        }
    }

    private void tickers(RestRequest request, Rows rows) {
        spotPairs(request).forEach(pair -> addTicker(pair, rows));
    }

    private void ticker(RestRequest request, Rows rows) {
        addTicker(pair(request), rows);
    }

    private void addTicker(PairMarket pair, Rows rows) {
        rows.add(out -> OkxEncoder.tickerObject(out, pair.instrument().symbol(), pair.day(markets.epochNs())));
    }

    private void trades(RestRequest request, Rows rows) {
        PairMarket pair = pair(request);
        String instId = pair.instrument().symbol();
        int limit = limit(request, TRADES_DEFAULT, TRADES_MAX);
        pair.trades().newestFirst(limit, trade -> rows.add(out -> OkxRestEncoder.trade(out, instId, trade)));
    }

    /** By number, older than {@code after} and newer than {@code before}. */
    private void pastTrades(RestRequest request, Rows rows) {
        PairMarket pair = pair(request);
        String instId = pair.instrument().symbol();
        int limit = limit(request, TRADES_DEFAULT, TRADES_DEFAULT);
        long olderThan = number(request, "after", Long.MAX_VALUE);
        long newerThan = number(request, "before", -1);
        List<TradeUpdate> trades = new ArrayList<>();
        pair.trades().newestFirst(PairMarket.MAX_TRADES, trade -> {
            if (trade.tradeId < olderThan && trade.tradeId > newerThan) {
                trades.add(trade);
            }
        });
        CandleRows.limited(trades, limit, true)
                .forEach(trade -> rows.add(out -> OkxRestEncoder.trade(out, instId, trade)));
    }

    /** By the time they open, older than {@code after} and newer than {@code before}, the newest first. */
    private void candles(RestRequest request, Rows rows, Bars which) {
        PairMarket pair = pair(request);
        Integer minutes = CandleRows.minutes(request.parameter("bar", "1m"));
        if (minutes == null) {
            throw refused(BAD_REQUEST, "51000", "Parameter bar error");
        }
        int limit = limit(request, CANDLES_DEFAULT, CANDLES_MAX);
        long afterMs = number(request, "after", Long.MAX_VALUE);
        long beforeMs = number(request, "before", -1);
        List<VenueCandle> newestFirst = new ArrayList<>(
                CandleRows.limited(pair.bars().candles(minutes, markets.epochNs()), CANDLES_KEPT, false));
        Collections.reverse(newestFirst);
        newestFirst.removeIf(candle -> {
            long openMs = VenueTime.toMs(candle.openTimeNs());
            return openMs >= afterMs || openMs <= beforeMs || (which == Bars.CLOSED && !candle.closed());
        });
        CandleRows.limited(newestFirst, limit, true)
                .forEach(candle -> rows.add(out -> OkxRestEncoder.candle(out, candle)));
    }

    private static long number(RestRequest request, String name, long absent) {
        String given = request.parameter(name, "");
        if (given.isEmpty()) {
            return absent;
        }
        if (!given.matches("[0-9]{1,18}")) {
            throw refused(BAD_REQUEST, "51000", "Parameter " + name + " error");
        }
        return Long.parseLong(given);
    }

    private void books(RestRequest request, Rows rows) {
        PairMarket pair = pair(request);
        int size = (int) Math.min(BOOKS_MAX, number(request, "sz", 1));
        if (size == 1 && pair.recorded() != null) { // which a channel of its own tells
            rows.add(out -> OkxRestEncoder.book(out, pair.top()));
        } else {
            DepthUpdate book = book(pair, size);
            rows.add(out -> OkxBookEncoder.row(out, book, size));
        }
    }

    private void fullBooks(RestRequest request, Rows rows) {
        PairMarket pair = pair(request);
        int size = (int) Math.min(FULL_MAX, number(request, "sz", 1));
        DepthUpdate book = book(pair, size);
        rows.add(out -> OkxBookEncoder.fullRow(out, book, size));
    }

    /** At least the best {@code size} levels, if there are as many. */
    private static DepthUpdate book(PairMarket pair, int size) {
        RecordedBook recorded = pair.recorded();
        if (recorded != null) {
            String missing = size > BOOKS_MAX
                    ? "a recording tells " + BOOKS_MAX + " levels of a book at most"
                    : recorded.missing(size);
            if (missing != null) {
                throw refused(UNAVAILABLE, "50001", missing);
            }
            return recorded.best(size);
        }
        DepthMarket depth = pair.depth();
        if (depth == null) {
            throw refused(UNAVAILABLE, "50001", "no book is kept here");
        }
        DepthUpdate book = depth.view(FULL_MAX).toSnapshot();
        book.seq = pair.top().venueSeq;
        book.exchangeTimeNs = pair.top().exchangeTimeNs;
        return book;
    }

    /** The pairs that {@code instType} and {@code instId} ask for; nothing but spot is traded here. */
    private List<PairMarket> spotPairs(RestRequest request) {
        String type = request.parameter("instType", "");
        if (type.isEmpty()) {
            throw refused(BAD_REQUEST, "51000", "Parameter instType error");
        }
        if (!type.equals(SPOT)) {
            return List.of();
        }
        return request.parameter("instId") == null ? markets.pairs() : List.of(pair(request));
    }

    private PairMarket pair(RestRequest request) {
        String instId = request.parameter("instId", "");
        if (instId.isEmpty()) {
            throw refused(BAD_REQUEST, "51000", "Parameter instId error");
        }
        PairMarket pair = markets.find(instId);
        if (pair == null) {
            throw refused(OK, "51001", "Instrument ID or Spread ID does not exist.");
        }
        return pair;
    }

    private static int limit(RestRequest request, int absent, int most) {
        return (int) Math.min(most, number(request, "limit", absent));
    }

    private static RestException refused(int status, String code, String message) {
        ByteWriter out = new ByteWriter(128);
        OkxRestEncoder.error(out, code, message);
        return new RestException(RestAnswer.json(status, out));
    }

    /** The rows of an answer, separated by commas in their envelope. */
    private static final class Rows {
        private final ByteWriter out = new ByteWriter(4096);
        private boolean first = true;

        Rows() {
            OkxRestEncoder.begin(out);
        }

        void add(Consumer<ByteWriter> row) {
            out.ascii(first ? "" : ",");
            first = false;
            row.accept(out);
        }

        ByteWriter end() {
            OkxRestEncoder.end(out);
            return out;
        }
    }
}
