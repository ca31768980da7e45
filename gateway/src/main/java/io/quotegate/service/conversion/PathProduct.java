package io.quotegate.service.conversion;

import io.quotegate.api.ConversionResult;
import io.quotegate.service.conversion.PathStep.Direction;
import io.quotegate.text.ResultDigits;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * An amount on its way to the other currency. Prices are multiplied exactly, and divided by once at the end, so that
 * nothing is rounded on the way. Confined to one thread.
 */
final class PathProduct {
    private final List<ConversionResult.Rate> rates;
    private BigDecimal above;
    private BigDecimal below = BigDecimal.ONE;

    PathProduct(BigDecimal amount, int steps) {
        above = amount;
        rates = new ArrayList<>(steps);
    }

    /** Goes one step, at {@code price}. */
    void take(Direction direction, PairPrice price) {
        rates.add(price.told());
        if (direction == Direction.BASE_TO_QUOTE) {
            above = above.multiply(price.rate());
        } else {
            below = below.multiply(price.rate());
        }
    }

    /** The rates of the steps that were taken, in their order. */
    List<ConversionResult.Rate> rates() {
        return rates;
    }

    /** The result as clients see it. */
    String shown() {
        return ResultDigits.quotient(above, below);
    }

    /** The result as it is added up. */
    BigDecimal precise() {
        return above.divide(below, ResultDigits.PRECISE);
    }
}
