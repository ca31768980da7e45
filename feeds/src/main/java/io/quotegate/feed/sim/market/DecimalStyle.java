package io.quotegate.feed.sim.market;

import io.quotegate.market.Decimal;
import io.quotegate.market.DepthLevels;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** How a venue writes its prices and sizes. */
public enum DecimalStyle {
    /** OKX: no zeros at the end of a fraction. */
    SHORTEST {
        @Override
        long unscaled(long unscaled, int scale) {
            return unscaled / Decimal.powerOfTen(scale - places(unscaled, scale));
        }

        @Override
        int places(long unscaled, int scale) {
            long digits = unscaled;
            int places = scale;
            while (places > 0 && digits % 10 == 0) {
                digits /= 10;
                places--;
            }
            return places;
        }
    },
    /** Binance: always eight decimal places. */
    EIGHT_PLACES {
        @Override
        long unscaled(long unscaled, int scale) {
            return unscaled * Decimal.powerOfTen(places(unscaled, scale) - scale);
        }

        @Override
        int places(long unscaled, int scale) {
            return Math.max(scale, PLACES);
        }
    };

    private static final int PLACES = 8;

    /** Appends a level whose price and size are so many of the smallest steps there are. */
    void add(DepthLevels target, long price, int priceScale, long size, int sizeScale) {
        target.add(
                unscaled(price, priceScale),
                places(price, priceScale),
                unscaled(size, sizeScale),
                places(size, sizeScale));
    }

    /** The digits that {@code unscaled / 10^scale} is written with. */
    abstract long unscaled(long unscaled, int scale);

    /** How many of them stand behind the point. */
    abstract int places(long unscaled, int scale);

    /** Makes {@code target} the number {@code unscaled / 10^scale}. */
    void set(Decimal target, long unscaled, int scale) {
        target.setUnscaled(unscaled(unscaled, scale), places(unscaled, scale));
    }

    /** Makes {@code target} the number {@code value}, rounded to {@code scale} places. */
    void set(Decimal target, BigDecimal value, int scale) {
        set(target, value.setScale(scale, RoundingMode.HALF_UP).unscaledValue().longValue(), scale);
    }
}
