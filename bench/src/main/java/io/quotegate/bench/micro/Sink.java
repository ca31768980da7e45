package io.quotegate.bench.micro;

import io.quotegate.codec.binance.BinanceListener;
import io.quotegate.codec.okx.OkxChannel;
import io.quotegate.codec.okx.OkxListener;
import io.quotegate.market.DepthUpdate;
import io.quotegate.market.MarketListener;
import io.quotegate.market.TickerUpdate;
import io.quotegate.market.TopUpdate;
import io.quotegate.market.TradeUpdate;

/** Hears everything and adds it up, so that the decoders' work cannot be optimised away. */
class Sink implements MarketListener, OkxListener, BinanceListener {
    long heard;

    @Override
    public void onTop(TopUpdate top) {
        heard += top.bid.mantissa() + top.askSize.mantissa();
    }

    @Override
    public void onTicker(TickerUpdate ticker) {
        heard += ticker.last.mantissa();
    }

    @Override
    public void onTrade(TradeUpdate trade) {
        heard += trade.price.mantissa() + trade.tradeId;
    }

    @Override
    public void onDepth(DepthUpdate depth) {
        heard += depth.bids.count() + depth.asks.count() + depth.seq;
    }

    @Override
    public void onUnrepresentable() {
        heard++;
    }

    @Override
    public void onUnusable() {
        heard++;
    }

    @Override
    public void onSubscribed(OkxChannel channel, int instrumentId) {
        heard++;
    }

    @Override
    public void onUnsubscribed(OkxChannel channel, int instrumentId) {
        heard++;
    }

    @Override
    public void onError(String id, String code, String message) {
        heard++;
    }

    @Override
    public void onNotice(String code, String message) {
        heard++;
    }

    @Override
    public void onPong() {
        heard++;
    }

    @Override
    public void onResult(long id) {
        heard++;
    }

    @Override
    public void onError(long id, long code, String message) {
        heard++;
    }

    @Override
    public void onServerShutdown() {
        heard++;
    }
}
