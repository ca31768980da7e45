package io.quotegate.codec.binance;

/** Hears what Binance says beside market data, message by message, on the feed loop. */
public interface BinanceListener {
    /** A request was carried out. */
    void onResult(long id);

    /** A request was refused. The connection stays open. */
    void onError(long id, long code, String message);

    /** The server goes down: connect elsewhere at once. */
    void onServerShutdown();
}
