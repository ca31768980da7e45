package io.quotegate.service.indicators;

import io.quotegate.api.Indicator;
import io.quotegate.api.Indicators.Reading;
import io.quotegate.text.ResultDigits;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Computes the figures of one window. Everything is added and multiplied exactly and divided once, to at most 18
 * significant digits, rounded half to even; shown without an exponent and without zeros at the end. Confined to one
 * thread.
 */
final class IndicatorFigures {
    /** Minutes that the money flow index looks at, and one before them. */
    static final int INDEX_BARS = 15;

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final String NO_TRADE = "no trade in the window";
    private static final String NO_PRICE = "no minute of the window has a price";

    private final WindowFacts facts;
    private final MinuteColumns.Totals totals;

    IndicatorFigures(WindowFacts facts) {
        this.facts = facts;
        totals = facts.totals();
    }

    /** One reading for each indicator, without any for the reason given. */
    static List<Reading> none(String reason) {
        List<Reading> readings = new ArrayList<>();
        for (int i = 0; i < Indicator.values().length; i++) {
            readings.add(Reading.ofReason(reason));
        }
        return readings;
    }

    /** One reading for each indicator, in their order. */
    List<Reading> all() {
        if (totals.trades() == 0) {
            return none(NO_TRADE);
        }
        List<Reading> readings = new ArrayList<>();
        for (Indicator indicator : Indicator.values()) {
            readings.add(reading(indicator));
        }
        return readings;
    }

    private Reading reading(Indicator indicator) {
        return switch (indicator) {
            case MONEY_FLOW -> moneyFlow();
            case MONEY_FLOW_TEMPORAL -> moneyFlowTemporal();
            case MONEY_FLOW_INDEX -> moneyFlowIndex();
            case RETURN -> change();
            case VWAP -> volumeWeighted();
            case TWAP -> timeWeighted();
        };
    }

    private Reading moneyFlow() {
        BigDecimal sold = totals.volume().subtract(totals.takerBuyVolume());
        return quotient(totals.takerBuyVolume(), sold, "no taker sold in the window");
    }

    private Reading moneyFlowTemporal() {
        return quotient(
                BigDecimal.valueOf(totals.boughtMinutes()), BigDecimal.valueOf(totals.tradedMinutes()), NO_TRADE);
    }

    /** As TA-Lib, but exact, and not 0 where little money flowed. */
    private Reading moneyFlowIndex() {
        List<WindowFacts.Bar> bars = facts.newest();
        if (bars.size() < INDEX_BARS) {
            return Reading.ofReason("needs " + INDEX_BARS + " minutes with a price, the window has " + bars.size());
        }
        BigDecimal up = BigDecimal.ZERO;
        BigDecimal both = BigDecimal.ZERO;
        for (int i = 0; i + 1 < bars.size(); i++) {
            BigDecimal typical = bars.get(i).typical();
            int direction = typical.compareTo(bars.get(i + 1).typical());
            if (direction != 0) {
                BigDecimal flow = typical.multiply(bars.get(i).volume());
                both = both.add(flow);
                up = direction > 0 ? up.add(flow) : up;
            }
        }
        return quotient(up.multiply(HUNDRED), both, "no money flowed up or down in the last 14 minutes");
    }

    /** The return, in percent. */
    private Reading change() {
        BigDecimal first = facts.firstOpen();
        BigDecimal last = facts.lastClose();
        return first == null || last == null
                ? Reading.ofReason(NO_PRICE)
                : quotient(last.subtract(first).multiply(HUNDRED), first, "the first price of the window is 0");
    }

    private Reading volumeWeighted() {
        return quotient(totals.quoteVolume(), totals.volume(), "nothing was traded in the window");
    }

    private Reading timeWeighted() {
        return quotient(totals.closeSum(), BigDecimal.valueOf(totals.closes()), NO_PRICE);
    }

    private static Reading quotient(BigDecimal above, BigDecimal below, String whenZero) {
        return below.signum() == 0 ? Reading.ofReason(whenZero) : Reading.of(ResultDigits.quotient(above, below));
    }
}
