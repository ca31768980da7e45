package io.quotegate.cli.screen;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.cli.print.Cells;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** One pair of the table: its newest quote, and how its price changed since it was first seen. For one thread. */
final class QuoteRow {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private Arrival newest;
    private @Nullable BigDecimal first;

    QuoteRow(JsonNode quote, long nowMs) {
        newest = new Arrival(quote, nowMs);
        update(quote, nowMs);
    }

    void update(JsonNode quote, long nowMs) {
        newest = new Arrival(quote, nowMs);
        if (first == null) {
            first = price();
        }
    }

    String text(String member) {
        return Cells.text(newest.message(), member);
    }

    boolean isStale() {
        return newest.is("stale");
    }

    boolean isSimulated() {
        return newest.is("simulated");
    }

    /** What is between bid and ask, exactly. */
    String spread() {
        BigDecimal bid = decimal("bid");
        BigDecimal ask = decimal("ask");
        return bid == null || ask == null ? Cells.UNKNOWN : ask.subtract(bid).toPlainString();
    }

    /** In hundredths of the first price; null if there is none. */
    @Nullable
    BigDecimal changePercent() {
        BigDecimal price = price();
        if (first == null || price == null || first.signum() == 0) {
            return null;
        }
        return price.subtract(first)
                .multiply(HUNDRED)
                .divide(first, MathContext.DECIMAL64)
                .setScale(2, RoundingMode.HALF_EVEN);
    }

    /** The last price, or what is between bid and ask where there was no trade yet. */
    private @Nullable BigDecimal price() {
        BigDecimal last = decimal("last");
        BigDecimal bid = decimal("bid");
        BigDecimal ask = decimal("ask");
        if (last == null && bid != null && ask != null) {
            return bid.add(ask).divide(BigDecimal.valueOf(2));
        }
        return last;
    }

    private @Nullable BigDecimal decimal(String member) {
        JsonNode value = newest.message().path(member);
        return value.isTextual() ? new BigDecimal(value.asText()) : null;
    }

    String age(long nowMs) {
        return newest.age(nowMs);
    }
}
