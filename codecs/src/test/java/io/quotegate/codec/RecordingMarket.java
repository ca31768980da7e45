package io.quotegate.codec;

import io.quotegate.market.DepthUpdate;
import io.quotegate.market.MarketListener;
import io.quotegate.market.TickerUpdate;
import io.quotegate.market.TopUpdate;
import io.quotegate.market.TradeUpdate;
import io.quotegate.testkit.TreeBook;
import java.util.ArrayList;
import java.util.List;

/** Writes down what a venue decoder tells, one line each. */
public class RecordingMarket implements MarketListener {
    public final List<String> heard = new ArrayList<>();

    @Override
    public void onTop(TopUpdate top) {
        heard.add("top %d %s x %s / %s x %s time %d seq %d"
                .formatted(
                        top.instrumentId,
                        top.bid,
                        top.bidSize,
                        top.ask,
                        top.askSize,
                        top.exchangeTimeNs / 1000,
                        top.venueSeq));
    }

    @Override
    public void onTicker(TickerUpdate ticker) {
        heard.add("ticker %d %s x %s time %d trade %d"
                .formatted(
                        ticker.instrumentId,
                        ticker.last,
                        ticker.lastSize,
                        ticker.exchangeTimeNs / 1000,
                        ticker.lastTradeId));
    }

    @Override
    public void onTrade(TradeUpdate trade) {
        heard.add("trade %d %d %s x %s %s time %d count %d"
                .formatted(
                        trade.instrumentId,
                        trade.tradeId,
                        trade.price,
                        trade.size,
                        trade.takerBuys ? "buy" : "sell",
                        trade.exchangeTimeNs / 1000,
                        trade.count));
    }

    @Override
    public void onDepth(DepthUpdate depth) {
        heard.add("depth %d %s %s / %s time %d seq %d to %d"
                .formatted(
                        depth.instrumentId,
                        depth.snapshot ? "all" : "changes",
                        TreeBook.shown(depth.bids),
                        TreeBook.shown(depth.asks),
                        depth.exchangeTimeNs / 1000,
                        depth.prevSeq,
                        depth.seq));
    }

    @Override
    public void onUnrepresentable() {
        heard.add("unrepresentable");
    }

    @Override
    public void onUnusable() {
        heard.add("unusable");
    }
}
