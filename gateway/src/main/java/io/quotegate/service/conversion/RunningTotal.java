package io.quotegate.service.conversion;

import io.quotegate.api.ConversionRequest;
import io.quotegate.api.ErrorCode;
import io.quotegate.api.Refusal;
import io.quotegate.ring.QuoteSource;
import io.quotegate.text.ResultDigits;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Adds up amounts of any currencies in one of them, each at the rates of the moment it is added. Confined to one
 * thread.
 */
public final class RunningTotal {
    /** Most amounts of one total. */
    static final int MAX_AMOUNTS = 1_000_000;

    private final ConversionService conversions;

    private String to = ""; // until the first amount says which
    private BigDecimal sum = BigDecimal.ZERO;
    private int count;

    RunningTotal(ConversionService conversions) {
        this.conversions = conversions;
    }

    /**
     * Adds an amount. The first says which currency the total is in; those after it say the same, or nothing.
     *
     * @return why it was not added; null if it was
     */
    public @Nullable Refusal add(ConversionRequest request, QuoteSource quotes) {
        String target = request.to().isEmpty() ? to : conversions.currency(request.to());
        if (count > 0 && !target.equals(to)) {
            return Refusal.badRequest("to", target, to + ", as before, or nothing");
        }
        if (count == MAX_AMOUNTS) {
            return new Refusal(ErrorCode.LIMIT, "more than " + MAX_AMOUNTS + " amounts in one total");
        }
        return conversions
                .plan(new ConversionRequest(request.from(), target, request.amount(), request.allowStale()))
                .flatMap(plan -> plan.product(quotes))
                .onAnswer(product -> {
                    sum = sum.add(product.precise());
                    to = target;
                    count++;
                })
                .refusal();
    }

    /** Why there is no total; null if there is one. */
    public @Nullable Refusal problem() {
        return count == 0 ? Refusal.badRequest("amounts: none (expected: at least one)") : null;
    }

    /** The currency of the total. */
    public String to() {
        return to;
    }

    /** The total of the results, each to 34 significant digits, rounded as every result is. */
    public String result() {
        return ResultDigits.shown(sum);
    }

    /** How many amounts were added. */
    public int count() {
        return count;
    }
}
