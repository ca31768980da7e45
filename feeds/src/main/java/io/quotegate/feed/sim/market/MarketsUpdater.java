package io.quotegate.feed.sim.market;

import io.quotegate.market.DepthUpdate;
import io.quotegate.market.MarketListener;
import io.quotegate.market.TickerUpdate;
import io.quotegate.market.TopUpdate;
import io.quotegate.market.TradeUpdate;

/** Keeps a venue's markets up to date with what its own messages tell, so that REST follows a replay. Confined to the venue's loop. */
public final class MarketsUpdater implements MarketListener {
    private final Markets markets;

    public MarketsUpdater(Markets markets) {
        this.markets = markets;
    }

    @Override
    public void onTop(TopUpdate top) {
        markets.pair(top.instrumentId).onTop(top);
    }

    @Override
    public void onTicker(TickerUpdate ticker) {
        markets.pair(ticker.instrumentId).onLast(ticker);
    }

    @Override
    public void onTrade(TradeUpdate trade) {
        markets.pair(trade.instrumentId).onTrade(trade);
    }

    @Override
    public void onDepth(DepthUpdate depth) {
        RecordedBook book = markets.pair(depth.instrumentId).recorded();
        if (book != null) {
            book.onDepth(depth);
        }
    }

    @Override
    public void onUnrepresentable() {
        // It is sent as it was recorded all the same; only REST cannot tell it.
    }

    @Override
    public void onUnusable() {
        // It is sent as it was recorded all the same; only REST cannot tell it.
    }
}
