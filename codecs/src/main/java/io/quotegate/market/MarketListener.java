package io.quotegate.market;

/**
 * Hears what a venue says of the market, message by message. Called on the feed loop. The arguments are reused: a
 * listener copies what it keeps.
 */
public interface MarketListener {
    /** The best bid and ask of an instrument. */
    void onTop(TopUpdate top);

    /** A ticker, which tells the last price. */
    void onTicker(TickerUpdate ticker);

    /** A trade. */
    void onTrade(TradeUpdate trade);

    /** Levels of a book. Who does not care need not look at it. */
    default void onDepth(DepthUpdate depth) {}

    /** A value had more digits than {@link Decimal} keeps and was left out. */
    void onUnrepresentable();

    /** A best bid and ask without any side: the one before is no longer the venue's, and there is no other. */
    default void onUnusableTop(int instrumentId) {
        onUnusable();
    }

    /** A value was not understood, or can be none, as a price of zero, and was left out. */
    void onUnusable();
}
