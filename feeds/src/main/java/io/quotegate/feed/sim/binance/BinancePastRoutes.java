package io.quotegate.feed.sim.binance;

import io.quotegate.codec.binance.BinanceKlineEncoder;
import io.quotegate.codec.binance.BinanceRestEncoder;
import io.quotegate.codec.venue.VenueCandle;
import io.quotegate.feed.sim.market.Markets;
import io.quotegate.feed.sim.market.PairMarket;
import io.quotegate.feed.sim.server.CandleRows;
import io.quotegate.feed.sim.server.RestAnswer;
import io.quotegate.feed.sim.server.RestRequest;
import io.quotegate.market.TradeUpdate;
import io.quotegate.text.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Trades and candles over Binance's REST: ascending, from {@code startTime} or {@code fromId} on where they are given,
 * otherwise the most recent. Confined to the venue's loop.
 */
final class BinancePastRoutes {
    private static final int OK = 200;
    private static final int ROWS_DEFAULT = 500;
    private static final int ROWS_MAX = 1000;
    private static final long NONE = -1;

    private final Markets markets;
    private final BinanceParameters parameters;

    BinancePastRoutes(Markets markets, BinanceParameters parameters) {
        this.markets = markets;
        this.parameters = parameters;
    }

    RestAnswer trades(RestRequest request) {
        TimeUnit unit = parameters.unit(request);
        PairMarket pair = parameters.pair(request);
        int limit = parameters.limit(request, ROWS_DEFAULT, PairMarket.MAX_TRADES);
        List<TradeUpdate> trades = new ArrayList<>();
        pair.trades().oldestFirst(limit, trades::add);
        return rows(trades, (out, trade) -> BinanceRestEncoder.trade(out, trade, unit));
    }

    RestAnswer aggregateTrades(RestRequest request) {
        TimeUnit unit = parameters.unit(request);
        PairMarket pair = parameters.pair(request);
        int limit = parameters.limit(request, ROWS_DEFAULT, ROWS_MAX);
        long fromId = parameters.number(request, "fromId", NONE);
        long fromNs = parameters.timeNs(request, "startTime", NONE);
        long toNs = parameters.timeNs(request, "endTime", Long.MAX_VALUE);
        List<TradeUpdate> trades = new ArrayList<>();
        pair.trades().oldestFirst(PairMarket.MAX_TRADES, trade -> {
            boolean inTime = trade.exchangeTimeNs >= fromNs && trade.exchangeTimeNs <= toNs;
            if (inTime && trade.tradeId >= fromId) {
                trades.add(trade);
            }
        });
        boolean first = fromId != NONE || fromNs != NONE;
        return rows(
                CandleRows.limited(trades, limit, first),
                (out, trade) -> BinanceRestEncoder.aggregateTrade(out, trade, unit));
    }

    RestAnswer klines(RestRequest request) {
        TimeUnit unit = parameters.unit(request);
        PairMarket pair = parameters.pair(request);
        int minutes = parameters.interval(request);
        int limit = parameters.limit(request, ROWS_DEFAULT, ROWS_MAX);
        long fromNs = parameters.timeNs(request, "startTime", NONE);
        long toNs = parameters.timeNs(request, "endTime", Long.MAX_VALUE);
        List<VenueCandle> candles = CandleRows.between(pair.bars().candles(minutes, markets.epochNs()), fromNs, toNs);
        return rows(
                CandleRows.limited(candles, limit, fromNs != NONE),
                (out, candle) -> BinanceKlineEncoder.row(out, candle, unit));
    }

    private static <T> RestAnswer rows(List<T> rows, BiConsumer<ByteWriter, T> row) {
        ByteWriter out = new ByteWriter(16 * 1024).put('[');
        for (int i = 0; i < rows.size(); i++) {
            out.ascii(i == 0 ? "" : ",");
            row.accept(out, rows.get(i));
        }
        return RestAnswer.json(OK, out.put(']'));
    }
}
