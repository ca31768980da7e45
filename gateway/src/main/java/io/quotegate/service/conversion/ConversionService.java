package io.quotegate.service.conversion;

import io.quotegate.api.ConversionRequest;
import io.quotegate.api.ConversionResult;
import io.quotegate.api.ErrorCode;
import io.quotegate.api.Outcome;
import io.quotegate.api.Refusal;
import io.quotegate.market.Instruments;
import io.quotegate.market.ReferenceRates;
import io.quotegate.ring.QuoteSource;
import io.quotegate.text.DecimalText;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Converts amounts at mid prices by the fewest pairs: configured pairs, and reference rates for what no venue quotes.
 * Never blocks, so that event loops can call it. Any thread: quotes are read from where the caller says.
 */
public final class ConversionService {
    /** Currencies that people call otherwise than ISO 4217 does. */
    private static final Map<String, String> ALSO_CALLED = Map.of("DH", "MAD");

    private final Instruments instruments;
    private final ReferenceRates references;
    private final LongSupplier epochNs;

    private volatile CurrencyGraph graph; // replaced, never changed: orders nothing else

    /** @param epochNs tells nanoseconds since the epoch, by the clock that stamps quotes */
    public ConversionService(Instruments instruments, ReferenceRates references, LongSupplier epochNs) {
        this.instruments = instruments;
        this.references = references;
        this.epochNs = epochNs;
        graph = new CurrencyGraph(pairs(instruments, references));
    }

    /** Converts by the pairs that are served now, from the next request on; what is watched goes by those it began with. */
    public void relist() {
        graph = new CurrencyGraph(pairs(instruments, references));
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
    public Outcome<ConversionResult> convert(ConversionRequest request, QuoteSource quotes) {
        return plan(request).flatMap(plan -> plan.convert(quotes));
    }

    /** Finds out once what a request needs, to convert it again and again as prices change. */
    public Outcome<ConversionPlan> plan(ConversionRequest request) {
        CurrencyGraph current = graph;
        String from = currency(request.from(), current);
        String to = currency(request.to(), current);
        Refusal problem = currencyProblem("from", from, current);
        if (problem == null) {
            problem = currencyProblem("to", to, current);
        }
        if (problem != null) {
            return Outcome.refused(problem);
        }
        BigDecimal amount = DecimalText.parsePositive(request.amount());
        if (amount == null) {
            return Outcome.refused(Refusal.badRequest("amount", request.amount(), DecimalText.EXPECTED));
        }
        List<PathStep> path = current.path(from, to);
        if (path == null) {
            String message = "no pairs lead from " + from + " to " + to;
            return Outcome.refused(new Refusal(ErrorCode.NOT_FOUND, message));
        }
        ConversionRequest understood = new ConversionRequest(from, to, request.amount(), request.allowStale());
        return Outcome.of(new ConversionPlan(understood, amount, path, epochNs));
    }

    /** The currency that is called {@code given}, as answers call it; {@code given} itself if there is none. */
    String currency(String given) {
        return currency(given, graph);
    }

    private static String currency(String given, CurrencyGraph graph) {
        String meant = ALSO_CALLED.getOrDefault(given, given);
        return graph.knows(given) || !graph.knows(meant) ? given : meant;
    }

    private static @Nullable Refusal currencyProblem(String field, String currency, CurrencyGraph graph) {
        if (currency.isEmpty()) {
            return Refusal.badRequest(field, currency, "a currency such as BTC");
        }
        return graph.knows(currency)
                ? null
                : new Refusal(ErrorCode.UNKNOWN_CURRENCY, "unknown currency: " + Refusal.shown(currency));
    }

    /** An empty sum of amounts in one currency. */
    public RunningTotal total() {
        return new RunningTotal(this);
    }
}
