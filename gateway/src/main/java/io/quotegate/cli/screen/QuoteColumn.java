package io.quotegate.cli.screen;

import io.quotegate.cli.print.Cells;
import java.math.BigDecimal;

/** The columns of the table of quotes, from left to right. */
enum QuoteColumn {
    PAIR("pair", 0, false) {
        @Override
        String cell(QuoteRow row, long nowMs) {
            return row.text("pair");
        }
    },
    BID("bid", 1, true) {
        @Override
        String cell(QuoteRow row, long nowMs) {
            return row.text("bid");
        }
    },
    BID_SIZE("x size", 8, false) {
        @Override
        String cell(QuoteRow row, long nowMs) {
            return "x " + row.text("bidSize");
        }
    },
    ASK("ask", 2, true) {
        @Override
        String cell(QuoteRow row, long nowMs) {
            return row.text("ask");
        }
    },
    ASK_SIZE("x size", 9, false) {
        @Override
        String cell(QuoteRow row, long nowMs) {
            return "x " + row.text("askSize");
        }
    },
    LAST("last", 4, true) {
        @Override
        String cell(QuoteRow row, long nowMs) {
            return row.text("last");
        }
    },
    SPREAD("spread", 7, true) {
        @Override
        String cell(QuoteRow row, long nowMs) {
            return row.spread();
        }
    },
    CHANGE("change", 5, true) {
        @Override
        String cell(QuoteRow row, long nowMs) {
            BigDecimal percent = row.changePercent();
            return percent == null ? Cells.UNKNOWN : (percent.signum() > 0 ? "+" : "") + percent.toPlainString() + '%';
        }

        @Override
        Colour colour(QuoteRow row) {
            BigDecimal percent = row.changePercent();
            int sign = percent == null ? 0 : percent.signum();
            return sign == 0 ? Colour.NONE : sign > 0 ? Colour.GREEN : Colour.RED;
        }
    },
    VENUE("venue", 6, false) {
        @Override
        String cell(QuoteRow row, long nowMs) {
            return row.text("venue");
        }
    },
    /** How old, and whether it can be believed: the last to be left out of those that are not the price. */
    AGE("age", 3, true) {
        @Override
        String cell(QuoteRow row, long nowMs) {
            return row.isStale() ? "STALE " + row.age(nowMs) : row.age(nowMs);
        }

        @Override
        Colour colour(QuoteRow row) {
            return row.isStale() ? Colour.YELLOW : Colour.NONE;
        }
    };

    private final String heading;
    private final int importance; // 0 is left out last
    private final boolean number;

    QuoteColumn(String heading, int importance, boolean number) {
        this.heading = heading;
        this.importance = importance;
        this.number = number;
    }

    String heading() {
        return heading;
    }

    int importance() {
        return importance;
    }

    /** Whether it stands to the right. */
    boolean isNumber() {
        return number;
    }

    /** What is before it: a size belongs to the price on its left. */
    int gap() {
        return this == PAIR ? 0 : heading.startsWith("x ") ? 1 : 2;
    }

    /** What stands in it. */
    abstract String cell(QuoteRow row, long nowMs);

    /** In which colour. */
    Colour colour(QuoteRow row) {
        return Colour.NONE;
    }
}
