package io.quotegate.market;

/**
 * One trade of a pair. Immutable: any thread. Price and size are a {@link Decimal}'s mantissa and format, so that many
 * can be kept.
 *
 * @param tradeId        the venue's id, of the last fill where it joins several; -1 where it is no number
 * @param count          how many fills it joins, whose ids end with it; 0 where that is not told
 * @param exchangeTimeUs when it was made, microseconds since the epoch, by the venue's clock
 */
public record Trade(
        Instrument pair,
        Venue venue,
        long tradeId,
        long count,
        long priceMantissa,
        int priceFormat,
        long sizeMantissa,
        int sizeFormat,
        boolean takerBuys,
        long exchangeTimeUs) {
    private static final int NS_PER_US = 1000;

    /** The id of the first fill it joins. */
    public long firstId() {
        return tradeId - Math.max(1, count) + 1;
    }

    /** What {@code trade} says, to be kept. */
    public static Trade of(TradeFlyweight trade, Instrument pair) {
        return new Trade(
                pair,
                trade.venue(),
                trade.tradeId(),
                trade.count(),
                trade.priceMantissa(),
                trade.priceFormat(),
                trade.sizeMantissa(),
                trade.sizeFormat(),
                trade.takerBuys(),
                trade.exchangeTimeNs() / NS_PER_US);
    }
}
