package io.quotegate.service.history;

import io.quotegate.market.Candle;
import io.quotegate.market.Instrument;
import io.quotegate.market.Venue;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A minute as a series keeps it. Immutable: any thread. */
sealed interface StoredMinute {
    /** What {@code candle} tells, in as little memory as its digits allow. */
    static StoredMinute of(Candle candle) {
        Packed packed = new Packed(candle);
        return packed.fits ? packed : new Wide(candle);
    }

    long openTimeUs();

    /** Whether nothing more is to be learnt of it. */
    boolean complete();

    /** The candle; null where the venue has none. */
    @Nullable
    Candle candle(Instrument pair);

    /** A minute of which the venue has no candle. */
    record Absent(long openTimeUs) implements StoredMinute {
        @Override
        public boolean complete() {
            return true;
        }

        @Override
        public @Nullable Candle candle(Instrument pair) {
            return null;
        }
    }

    /** A candle with values of more digits than a {@code long} holds. */
    record Wide(Candle whole) implements StoredMinute {
        @Override
        public long openTimeUs() {
            return whole.openTimeUs();
        }

        @Override
        public boolean complete() {
            return whole.complete();
        }

        @Override
        public Candle candle(Instrument pair) {
            return whole;
        }
    }

    /** A candle of 96 bytes, where its objects would take four times as many. */
    final class Packed implements StoredMinute {
        private static final long NULL = Long.MIN_VALUE;
        private static final int MAX_DIGITS = 18;
        private static final int SCALE_BITS = 8;
        private static final int MAX_SCALE = (1 << SCALE_BITS) - 1;

        private final long openTimeUs;
        private final long open;
        private final long high;
        private final long low;
        private final long close;
        private final long volume;
        private final long quoteVolume;
        private final long takerBuyVolume;
        private final long scales; // eight bits each, in the same order
        private final long trades;
        private final byte venue;
        private final boolean complete;
        private final boolean fits;

        Packed(Candle candle) {
            @Nullable
            BigDecimal[] values = {
                candle.open(),
                candle.high(),
                candle.low(),
                candle.close(),
                candle.volume(),
                candle.quoteVolume(),
                candle.takerBuyVolume()
            };
            openTimeUs = candle.openTimeUs();
            open = digits(values[0]);
            high = digits(values[1]);
            low = digits(values[2]);
            close = digits(values[3]);
            volume = digits(values[4]);
            quoteVolume = digits(values[5]);
            takerBuyVolume = digits(values[6]);
            trades = candle.trades();
            venue = (byte) candle.venue().code();
            complete = candle.complete();
            long allScales = 0;
            boolean allFit = true;
            for (int i = 0; i < values.length; i++) {
                BigDecimal value = values[i];
                if (value != null) {
                    allFit &= value.precision() <= MAX_DIGITS && value.scale() >= 0 && value.scale() <= MAX_SCALE;
                    allScales |= (long) (value.scale() & MAX_SCALE) << (i * SCALE_BITS);
                }
            }
            scales = allScales;
            fits = allFit;
        }

        private static long digits(@Nullable BigDecimal value) {
            return value == null ? NULL : value.unscaledValue().longValue();
        }

        @Override
        public long openTimeUs() {
            return openTimeUs;
        }

        @Override
        public boolean complete() {
            return complete;
        }

        @Override
        public Candle candle(Instrument pair) {
            return Candle.of(pair, Venue.ofCode(venue), openTimeUs)
                    .withPrices(value(open, 0), value(high, 1), value(low, 2), value(close, 3))
                    .withVolumes(sum(volume, 4), sum(quoteVolume, 5))
                    .withTrades(trades, value(takerBuyVolume, 6))
                    .withComplete(complete);
        }

        private @Nullable BigDecimal value(long digits, int index) {
            return digits == NULL ? null : sum(digits, index);
        }

        private BigDecimal sum(long digits, int index) {
            return BigDecimal.valueOf(digits, (int) (scales >>> (index * SCALE_BITS)) & MAX_SCALE);
        }
    }
}
