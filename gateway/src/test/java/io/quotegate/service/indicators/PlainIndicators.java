package io.quotegate.service.indicators;

import static java.util.Objects.requireNonNull;

import io.quotegate.api.Indicator;
import io.quotegate.market.Candle;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The definitions, written down as they are read: goes over all candles of the window, in their order. */
final class PlainIndicators {
    private static final MathContext DIGITS = new MathContext(18, RoundingMode.HALF_EVEN);
    private static final BigDecimal THREE = BigDecimal.valueOf(3);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final List<Candle> window;

    PlainIndicators(List<Candle> window) {
        this.window = window;
    }

    long trades() {
        return window.stream().mapToLong(Candle::trades).sum();
    }

    long minutesWithTrades() {
        return window.stream().filter(candle -> candle.trades() > 0).count();
    }

    @Nullable
    BigDecimal value(Indicator indicator) {
        if (trades() == 0) {
            return null;
        }
        return switch (indicator) {
            case MONEY_FLOW -> divide(takerBuys(), volume().subtract(takerBuys()));
            case MONEY_FLOW_TEMPORAL ->
                divide(BigDecimal.valueOf(boughtMinutes()), BigDecimal.valueOf(minutesWithTrades()));
            case MONEY_FLOW_INDEX -> moneyFlowIndex();
            case RETURN -> change();
            case VWAP -> divide(sum(window.stream().map(Candle::quoteVolume).toList()), volume());
            case TWAP -> divide(sum(closes()), BigDecimal.valueOf(closes().size()));
        };
    }

    private BigDecimal volume() {
        return sum(window.stream().map(Candle::volume).toList());
    }

    private BigDecimal takerBuys() {
        return sum(window.stream().map(Candle::takerBuyVolume).toList());
    }

    private long boughtMinutes() {
        return window.stream()
                .filter(candle -> requireNonNull(candle.takerBuyVolume())
                                .compareTo(candle.volume().subtract(requireNonNull(candle.takerBuyVolume())))
                        > 0)
                .count();
    }

    private List<Candle> priced() {
        return window.stream().filter(candle -> candle.close() != null).toList();
    }

    private List<BigDecimal> closes() {
        return priced().stream().map(candle -> requireNonNull(candle.close())).toList();
    }

    private @Nullable BigDecimal change() {
        List<Candle> priced = priced();
        BigDecimal first = requireNonNull(priced.get(0).open());
        BigDecimal last = requireNonNull(priced.get(priced.size() - 1).close());
        return divide(last.subtract(first).multiply(HUNDRED), first);
    }

    /** Typical prices are divided by three here, with many digits, as the books have it. */
    private @Nullable BigDecimal moneyFlowIndex() {
        List<Candle> priced = priced();
        if (priced.size() < 15) {
            return null;
        }
        List<BigDecimal> up = new ArrayList<>();
        List<BigDecimal> down = new ArrayList<>();
        for (int i = priced.size() - 14; i < priced.size(); i++) {
            BigDecimal typical = typical(priced.get(i));
            int direction = typical.compareTo(typical(priced.get(i - 1)));
            if (direction != 0) {
                (direction > 0 ? up : down).add(typical.multiply(priced.get(i).volume()));
            }
        }
        BigDecimal both = sum(up).add(sum(down));
        return both.signum() == 0 ? null : HUNDRED.multiply(sum(up)).divide(both, DIGITS);
    }

    private static BigDecimal typical(Candle candle) {
        BigDecimal three =
                requireNonNull(candle.high()).add(requireNonNull(candle.low())).add(requireNonNull(candle.close()));
        return three.divide(THREE, 60, RoundingMode.HALF_EVEN);
    }

    private static BigDecimal sum(List<BigDecimal> values) {
        return values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static @Nullable BigDecimal divide(BigDecimal above, BigDecimal below) {
        return below.signum() == 0 ? null : above.divide(below, DIGITS);
    }
}
