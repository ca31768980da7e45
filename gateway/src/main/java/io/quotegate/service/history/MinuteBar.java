package io.quotegate.service.history;

import io.quotegate.market.Candle;
import io.quotegate.market.Instrument;
import io.quotegate.market.Venue;
import io.quotegate.text.PlainDecimal;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** One minute of a pair on a venue while it is added up, trade by trade. Confined to the history thread. */
final class MinuteBar {
    private long openTimeUs;
    private @Nullable BigDecimal open;
    private @Nullable BigDecimal high;
    private @Nullable BigDecimal low;
    private @Nullable BigDecimal close;
    private BigDecimal volume = BigDecimal.ZERO;
    private BigDecimal quoteVolume = BigDecimal.ZERO;
    private BigDecimal takerBuyVolume = BigDecimal.ZERO;
    private long trades;
    private boolean whole;

    /**
     * Starts anew.
     *
     * @param carried the close before, at which a minute without trades stands; null if none is known
     * @param isWhole whether all trades of the minute will be seen, as far as is known
     */
    void begin(long newOpenTimeUs, @Nullable BigDecimal carried, boolean isWhole) {
        openTimeUs = newOpenTimeUs;
        carry(carried);
        volume = BigDecimal.ZERO;
        quoteVolume = BigDecimal.ZERO;
        takerBuyVolume = BigDecimal.ZERO;
        trades = 0;
        whole = isWhole;
    }

    /** Stands at {@code carried} until the first trade. */
    void carry(@Nullable BigDecimal carried) {
        open = carried;
        high = carried;
        low = carried;
        close = carried;
    }

    /** Adds a trade that joins {@code count} fills. */
    void add(BigDecimal price, BigDecimal size, boolean takerBuys, long count) {
        if (trades == 0 || open == null || high == null || low == null) {
            carry(price);
        } else if (price.compareTo(high) > 0) {
            high = price;
        } else if (price.compareTo(low) < 0) {
            low = price;
        }
        close = price;
        volume = volume.add(size);
        quoteVolume = quoteVolume.add(price.multiply(size));
        if (takerBuys) {
            takerBuyVolume = takerBuyVolume.add(size);
        }
        trades += count;
    }

    /** Trades of it were missed. */
    void markIncomplete() {
        whole = false;
    }

    long openTimeUs() {
        return openTimeUs;
    }

    boolean isEmpty() {
        return trades == 0;
    }

    @Nullable
    BigDecimal close() {
        return close;
    }

    /** The candle as it stands; complete if it is {@code over} and whole. */
    Candle candle(Instrument pair, Venue venue, boolean over) {
        return Candle.of(pair, venue, openTimeUs)
                .withPrices(open, high, low, close)
                .withVolumes(PlainDecimal.of(volume), PlainDecimal.of(quoteVolume))
                .withTrades(trades, PlainDecimal.of(takerBuyVolume))
                .withComplete(over && whole);
    }
}
