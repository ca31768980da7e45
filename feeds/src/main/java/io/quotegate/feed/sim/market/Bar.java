package io.quotegate.feed.sim.market;

import io.quotegate.codec.venue.VenueCandle;
import io.quotegate.market.TradeUpdate;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** One minute of a pair, or several joined, while a venue adds it up. Confined to the venue's loop. */
public final class Bar {
    private static final long NONE = -1;

    private final long openTimeNs;
    private final long lengthNs;
    private BigDecimal open;
    private BigDecimal high;
    private BigDecimal low;
    private BigDecimal close;
    private BigDecimal volume = BigDecimal.ZERO;
    private BigDecimal quoteVolume = BigDecimal.ZERO;
    private BigDecimal takerBuyVolume = BigDecimal.ZERO;
    private BigDecimal takerBuyQuoteVolume = BigDecimal.ZERO;
    private long trades;
    private long firstTradeId = NONE;
    private long lastTradeId = NONE;

    /** A bar that stands at {@code price} until it is traded. */
    Bar(long openTimeNs, long lengthNs, BigDecimal price) {
        this.openTimeNs = openTimeNs;
        this.lengthNs = lengthNs;
        open = price;
        high = price;
        low = price;
        close = price;
    }

    public long openTimeNs() {
        return openTimeNs;
    }

    long endNs() {
        return openTimeNs + lengthNs;
    }

    BigDecimal close() {
        return close;
    }

    void add(TradeUpdate trade) {
        BigDecimal price = trade.price.toBigDecimal();
        BigDecimal size = trade.size.toBigDecimal();
        if (price == null || size == null) {
            return;
        }
        span(trades == 0 ? price : null, price, price);
        close = price;
        long fills = Math.max(1, trade.count);
        BigDecimal value = price.multiply(size);
        add(size, value, trade.takerBuys ? size : BigDecimal.ZERO, trade.takerBuys ? value : BigDecimal.ZERO, fills);
        firstTradeId = firstTradeId == NONE ? trade.tradeId - fills + 1 : firstTradeId;
        lastTradeId = trade.tradeId;
    }

    /** Opens at {@code newOpen} unless it is null, and reaches from {@code lowest} to {@code highest}. */
    private void span(@Nullable BigDecimal newOpen, BigDecimal highest, BigDecimal lowest) {
        if (newOpen != null) {
            open = newOpen;
            high = newOpen;
            low = newOpen;
        }
        high = high.max(highest);
        low = low.min(lowest);
    }

    private void add(BigDecimal size, BigDecimal value, BigDecimal takerBuySize, BigDecimal takerBuyValue, long fills) {
        volume = volume.add(size);
        quoteVolume = quoteVolume.add(value);
        takerBuyVolume = takerBuyVolume.add(takerBuySize);
        takerBuyQuoteVolume = takerBuyQuoteVolume.add(takerBuyValue);
        trades += fills;
    }

    /** Adds what was traded before this simulation began: {@code fills} at {@code price} on average, up to {@code last}. */
    void seed(BigDecimal highest, BigDecimal lowest, BigDecimal last, BigDecimal price, Seeded seeded) {
        span(null, highest, lowest);
        close = last;
        BigDecimal buys = seeded.takerBuyVolume();
        add(seeded.volume(), seeded.volume().multiply(price), buys, buys.multiply(price), seeded.fills());
    }

    /** How much was traded of it. */
    record Seeded(BigDecimal volume, BigDecimal takerBuyVolume, long fills) {}

    /** Appends the bar that follows, or is part of the same longer one. */
    void join(Bar next) {
        span(null, next.high, next.low);
        close = next.close;
        add(next.volume, next.quoteVolume, next.takerBuyVolume, next.takerBuyQuoteVolume, next.trades);
        firstTradeId = firstTradeId == NONE ? next.firstTradeId : firstTradeId;
        lastTradeId = next.lastTradeId == NONE ? lastTradeId : next.lastTradeId;
    }

    public VenueCandle candle(long nowNs) {
        return new VenueCandle(
                openTimeNs,
                lengthNs,
                open,
                high,
                low,
                close,
                volume,
                quoteVolume,
                takerBuyVolume,
                takerBuyQuoteVolume,
                trades,
                firstTradeId,
                lastTradeId,
                nowNs >= endNs());
    }
}
