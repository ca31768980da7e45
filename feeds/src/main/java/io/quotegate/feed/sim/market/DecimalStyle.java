package io.quotegate.feed.sim.market;

import io.quotegate.market.Decimal;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** How a venue writes its prices and sizes. */
public enum DecimalStyle {
    /** OKX: no zeros at the end of a fraction. */
    SHORTEST {
        @Override
        void set(Decimal target, long unscaled, int scale) {
            long digits = unscaled;
            int places = scale;
            while (places > 0 && digits % 10 == 0) {
                digits /= 10;
                places--;
            }
            target.setUnscaled(digits, places);
        }
    },
    /** Binance: always eight decimal places. */
    EIGHT_PLACES {
        @Override
        void set(Decimal target, long unscaled, int scale) {
            long digits = unscaled;
            for (int places = scale; places < PLACES; places++) {
                digits *= 10;
            }
            target.setUnscaled(digits, Math.max(scale, PLACES));
        }
    };

    private static final int PLACES = 8;

    /** Makes {@code target} the number {@code unscaled / 10^scale}. */
    abstract void set(Decimal target, long unscaled, int scale);

    /** Makes {@code target} the number {@code value}, rounded to {@code scale} places. */
    void set(Decimal target, BigDecimal value, int scale) {
        set(target, value.setScale(scale, RoundingMode.HALF_UP).unscaledValue().longValue(), scale);
    }
}
