package io.quotegate.service.history;

import io.quotegate.market.Candle;
import io.quotegate.market.CandleInterval;
import io.quotegate.text.PlainDecimal;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Adds one-minute candles up to longer ones. Stateless: any thread. */
final class CandleSum {
    private CandleSum() {}

    /** The candles of {@code interval} that {@code minutes} of one pair, the oldest first, make. */
    static List<Candle> of(List<Candle> minutes, CandleInterval interval) {
        List<Candle> sums = new ArrayList<>();
        int from = 0;
        while (from < minutes.size()) {
            long openTimeUs = interval.openTimeUs(minutes.get(from).openTimeUs());
            int to = from + 1;
            while (to < minutes.size() && interval.openTimeUs(minutes.get(to).openTimeUs()) == openTimeUs) {
                to++;
            }
            sums.add(sum(minutes.subList(from, to), openTimeUs, interval.minutes()));
            from = to;
        }
        return sums;
    }

    /** One candle of {@code parts}; complete if there are {@code whole} and all of them are. */
    private static Candle sum(List<Candle> parts, long openTimeUs, int whole) {
        Candle last = parts.get(parts.size() - 1);
        BigDecimal volume = BigDecimal.ZERO;
        BigDecimal quoteVolume = BigDecimal.ZERO;
        BigDecimal takerBuyVolume = BigDecimal.ZERO;
        @Nullable BigDecimal open = null;
        @Nullable BigDecimal high = null;
        @Nullable BigDecimal low = null;
        long trades = 0;
        boolean takersKnown = true;
        boolean complete = parts.size() == whole;
        for (Candle part : parts) {
            open = open == null ? part.open() : open;
            high = high == null || (part.high() != null && part.high().compareTo(high) > 0) ? part.high() : high;
            low = low == null || (part.low() != null && part.low().compareTo(low) < 0) ? part.low() : low;
            volume = volume.add(part.volume());
            quoteVolume = quoteVolume.add(part.quoteVolume());
            complete &= part.complete();
            BigDecimal takerBuys = part.takerBuyVolume();
            if (takerBuys == null || part.trades() == Candle.UNKNOWN) {
                takersKnown = false;
            } else {
                takerBuyVolume = takerBuyVolume.add(takerBuys);
                trades += part.trades();
            }
        }
        return Candle.of(last.pair(), last.venue(), openTimeUs)
                .withPrices(open, high, low, last.close())
                .withVolumes(PlainDecimal.of(volume), PlainDecimal.of(quoteVolume))
                .withTrades(takersKnown ? trades : Candle.UNKNOWN, takersKnown ? PlainDecimal.of(takerBuyVolume) : null)
                .withComplete(complete);
    }
}
