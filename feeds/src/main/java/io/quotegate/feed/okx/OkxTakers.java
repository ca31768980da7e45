package io.quotegate.feed.okx;

import static java.util.Objects.requireNonNull;

import io.quotegate.market.Candle;
import io.quotegate.market.Decimal;
import io.quotegate.market.Trade;
import io.quotegate.text.PlainDecimal;
import java.math.BigDecimal;
import java.util.List;

/** Tells from the trades of a minute what OKX's candle of it does not. Stateless: any thread. */
final class OkxTakers {
    private OkxTakers() {}

    /**
     * {@code candle} with its number of trades and what takers bought, as {@code trades}, the newest first, tell; as it
     * is where their sizes do not add up to its volume, because some are missing.
     */
    static Candle tell(Candle candle, List<Trade> trades) {
        long endUs = candle.openTimeUs() + Candle.MINUTE_US;
        BigDecimal volume = BigDecimal.ZERO;
        BigDecimal takerBuyVolume = BigDecimal.ZERO;
        long lastId = -1;
        long idBefore = -1;
        for (Trade trade : trades) {
            if (trade.exchangeTimeUs() < candle.openTimeUs()) {
                idBefore = trade.tradeId();
                break;
            }
            if (trade.exchangeTimeUs() < endUs) {
                lastId = lastId < 0 ? trade.tradeId() : lastId;
                BigDecimal size = requireNonNull(Decimal.toBigDecimal(trade.sizeMantissa(), trade.sizeFormat()));
                volume = volume.add(size);
                takerBuyVolume = trade.takerBuys() ? takerBuyVolume.add(size) : takerBuyVolume;
            }
        }
        boolean whole = idBefore >= 0 && volume.compareTo(candle.volume()) == 0;
        return whole ? with(candle, lastId < 0 ? 0 : lastId - idBefore, takerBuyVolume) : candle;
    }

    /** Numbers rise by one for each fill, however many a row joins. */
    private static Candle with(Candle candle, long trades, BigDecimal takerBuyVolume) {
        return candle.withTrades(trades, PlainDecimal.of(takerBuyVolume));
    }
}
