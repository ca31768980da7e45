package io.quotegate.config.fiat;

import io.quotegate.config.source.Problems;
import io.quotegate.market.Instrument;
import io.quotegate.market.ReferenceRate;
import io.quotegate.market.ReferenceRates;
import io.quotegate.text.DecimalText;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes reference rates of what was written, and tells all that is wrong with it. Confined to one thread. */
final class FiatRates {
    private static final String EXPECTED_CURRENCY = "a currency in upper case, as USD";
    private static final String EXPECTED_LINK = "two currencies in upper case, as USDT-USD";
    private static final String EXPECTED_DATE = "a day, as 2026-07-01";
    private static final String RATES = "rates.";
    private static final String LINKS = "links.";
    private static final int MAX_RATES = 500;
    private static final int MAX_SOURCE = 200;
    private static final String EXPECTED_SOURCE = "who says so, in 1.." + MAX_SOURCE + " characters";

    private final Problems problems;

    FiatRates(Problems problems) {
        this.problems = problems;
    }

    /** The rates that {@code entries} make; null if they make none, which problems are then told. */
    @Nullable
    ReferenceRates of(List<FiatEntry> entries, String fileName) {
        String base = value(entries, fileName, "base", EXPECTED_CURRENCY, FiatRates::currency);
        LocalDate date = value(entries, fileName, "date", EXPECTED_DATE, FiatRates::date);
        String source = value(entries, fileName, "source", EXPECTED_SOURCE, FiatRates::source);
        List<ReferenceRate> rates = new ArrayList<>();
        for (FiatEntry entry : entries) {
            ReferenceRate rate = rate(entry, base);
            if (rate != null) {
                rates.add(rate);
            }
        }
        if (rates.size() > MAX_RATES) {
            problems.add(fileName, rates.size() + " rates (expected: at most " + MAX_RATES + ')');
        }
        return base == null || date == null || source == null ? null : new ReferenceRates(date, source, rates);
    }

    private <T> @Nullable T value(
            List<FiatEntry> entries,
            String fileName,
            String key,
            String expected,
            Function<String, @Nullable T> parse) {
        for (FiatEntry entry : entries) {
            if (entry.path().equals(key)) {
                return read(entry, expected, parse);
            }
        }
        problems.add(fileName, key + ": missing (expected: " + expected + ')');
        return null;
    }

    private <T> @Nullable T read(FiatEntry entry, String expected, Function<String, @Nullable T> parse) {
        if (entry.text() == null) {
            return null; // refused already
        }
        T value = parse.apply(entry.text());
        if (value == null) {
            problems.refuse(entry.origin(), entry.path(), entry.text(), expected);
        }
        return value;
    }

    private static @Nullable String currency(String text) {
        return Instrument.isCurrency(text) ? text : null;
    }

    private static @Nullable String source(String text) {
        return text.isBlank() || text.length() > MAX_SOURCE ? null : text;
    }

    private static @Nullable LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The rate that {@code entry} gives; null if it gives none. */
    private @Nullable ReferenceRate rate(FiatEntry entry, @Nullable String base) {
        boolean link = entry.path().startsWith(LINKS);
        if (!link && !entry.path().startsWith(RATES)) {
            return null;
        }
        String name = entry.path().substring(link ? LINKS.length() : RATES.length());
        String symbol = link ? name : base + '-' + name;
        int dash = symbol.indexOf('-');
        if (!Instrument.isSymbol(symbol) || symbol.substring(0, dash).equals(symbol.substring(dash + 1))) {
            String expected = link ? EXPECTED_LINK : EXPECTED_CURRENCY + ", other than the base";
            problems.add(entry.origin(), Problems.shown(entry.path()) + ": no such name (expected: " + expected + ')');
            return null;
        }
        BigDecimal rate = read(entry, DecimalText.EXPECTED, DecimalText::parsePositive);
        return rate == null ? null : new ReferenceRate(symbol.substring(0, dash), symbol.substring(dash + 1), rate);
    }
}
