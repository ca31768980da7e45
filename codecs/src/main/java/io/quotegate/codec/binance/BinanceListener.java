package io.quotegate.codec.binance;

import io.quotegate.market.MarketListener;

/** Hears what Binance says, message by message, on the feed loop. */
public interface BinanceListener extends MarketListener {
    /** A request was carried out. */
    void onResult(long id);

    /** A request was refused. The connection stays open. */
    void onError(long id, long code, String message);

    /** The server goes down: connect elsewhere at once. */
    void onServerShutdown();
}
