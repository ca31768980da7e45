package io.quotegate.service.conversion;

import io.quotegate.api.ClientRequest;
import io.quotegate.api.ConversionRequest;
import io.quotegate.api.ErrorCode;
import io.quotegate.market.Instruments;
import io.quotegate.market.ReferenceRates;
import io.quotegate.ring.QuoteSource;
import io.quotegate.service.conversion.ConversionOutcome.Refused;
import io.quotegate.text.DecimalText;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Converts amounts at mid prices by the fewest pairs: configured pairs, and reference rates for what no venue quotes.
 * Never blocks, so that event loops can call it. Any thread: quotes are read from where the caller says.
 */
public final class ConversionService {
    private final CurrencyGraph graph;
    private final LongSupplier epochNs;

    /** @param epochNs tells nanoseconds since the epoch, by the clock that stamps quotes */
    public ConversionService(Instruments instruments, ReferenceRates references, LongSupplier epochNs) {
        this.graph = new CurrencyGraph(pairs(instruments, references));
        this.epochNs = epochNs;
    }

    /** What venues quote before what is only a reference. */
    private static List<PricedPair> pairs(Instruments instruments, ReferenceRates references) {
        long sinceNs = TimeUnit.SECONDS.toNanos(
                references.date().atStartOfDay(ZoneOffset.UTC).toEpochSecond());
        List<PricedPair> pairs = new ArrayList<>();
        instruments.all().forEach(instrument -> pairs.add(new QuotedPair(instrument)));
        references.rates().forEach(rate -> pairs.add(new ReferencePair(rate, sinceNs)));
        return pairs;
    }

    /** Converts by the newest of {@code quotes}. */
    public ConversionOutcome convert(ConversionRequest request, QuoteSource quotes) {
        return plan(request).convert(quotes);
    }

    /** Finds out once what a request needs, to convert it again and again as prices change. */
    public ConversionPlan plan(ConversionRequest request) {
        Refused problem = currencyProblem("from", request.from());
        if (problem == null) {
            problem = currencyProblem("to", request.to());
        }
        if (problem != null) {
            return new RefusingPlan(problem);
        }
        BigDecimal amount = DecimalText.parsePositive(request.amount());
        if (amount == null) {
            return new RefusingPlan(badRequest("amount", request.amount(), DecimalText.EXPECTED));
        }
        List<Step> path = graph.path(request.from(), request.to());
        if (path == null) {
            String message = "no pairs lead from " + request.from() + " to " + request.to();
            return new RefusingPlan(new Refused(ErrorCode.NOT_FOUND, message));
        }
        return new PathPlan(request, amount, path, epochNs);
    }

    private @Nullable Refused currencyProblem(String field, String currency) {
        if (currency.isEmpty()) {
            return badRequest(field, currency, "a currency such as BTC");
        }
        return graph.knows(currency)
                ? null
                : new Refused(ErrorCode.UNKNOWN_CURRENCY, "unknown currency: " + ClientRequest.shown(currency));
    }

    static Refused badRequest(String field, String given, String expected) {
        String shown = given.isEmpty() ? "missing" : ClientRequest.shown(given);
        return new Refused(ErrorCode.BAD_REQUEST, field + ": " + shown + " (expected: " + expected + ')');
    }

    /** An empty sum of amounts in one currency. */
    public RunningTotal total() {
        return new RunningTotal(this);
    }
}
