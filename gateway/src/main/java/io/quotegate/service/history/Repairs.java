package io.quotegate.service.history;

import static java.util.Objects.requireNonNull;

import io.quotegate.market.Candle;
import io.quotegate.market.HistoryAnswer;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks the venues over REST for the minutes that were missed: all of the last day at start, afterwards those of gaps and
 * interruptions. Confined to the history thread.
 */
final class Repairs {
    /** How long after a minute a venue may take to publish its candle. */
    private static final long SETTLE_NS = Duration.ofSeconds(2).toNanos();

    private static final int RECENT_MINUTES = 5; // a venue that does not tell these may still do so
    private static final long NEVER = Long.MAX_VALUE;

    private final CandleBook book;
    private final CandleWriter writer;
    private final Map<Venue, VenueRequests> venues;
    private final List<HistorySource> fullest; // who tells most first
    private final LongSupplier epochUs;
    private final @Nullable Pair[] pairs; // by instrument, null where it is not served

    /** A pair, what it wants, and when that may be asked. */
    private static final class Pair {
        private final RepairPlan plan;
        private long dueNs = NEVER;
        private RepairPlan.@Nullable Question question;

        Pair(RepairPlan plan) {
            this.plan = plan;
        }
    }

    /** @param venues that can be asked, the preferred one first */
    Repairs(
            Instruments instruments,
            CandleBook book,
            CandleWriter writer,
            Map<Venue, VenueRequests> venues,
            LongSupplier epochUs) {
        this.book = book;
        this.writer = writer;
        this.venues = venues;
        this.epochUs = epochUs;
        fullest = venues.values().stream()
                .map(VenueRequests::source)
                .sorted(Comparator.comparing(HistorySource::tellsTakers).reversed())
                .toList();
        pairs = new Pair[instruments.capacity()];
    }

    /** Everything of {@code instrument}, which is served from now on, that is not known at {@code dueNs} is wanted. */
    void add(Instrument instrument, long dueNs) {
        List<HistorySource> having = fullest.stream()
                .filter(source -> instrument.nameOn(source.venue()) != null)
                .toList();
        Pair pair = new Pair(new RepairPlan(book.series(instrument.id()), having, epochUs));
        pair.dueNs = venues.isEmpty() ? NEVER : dueNs;
        pairs[instrument.id()] = pair;
    }

    /** Nothing of a pair is wanted any more. */
    void remove(int instrumentId) {
        pairs[instrumentId] = null;
    }

    /** What was wanted later is wanted now, unless it was asked for already. */
    void start(int instrumentId, long nowNs) {
        Pair pair = pairs[instrumentId];
        if (!venues.isEmpty() && pair != null && pair.question == null) {
            pair.dueNs = nowNs;
        }
    }

    /** Minutes of a pair are not completely known. */
    void need(int instrumentId, long nowNs) {
        Pair pair = pairs[instrumentId];
        if (!venues.isEmpty() && pair != null && pair.dueNs == NEVER) {
            pair.dueNs = nowNs + SETTLE_NS;
        }
    }

    /** Asks what may be asked now. */
    void tick(long nowNs) {
        for (Pair pair : pairs) {
            if (pair != null && pair.dueNs <= nowNs) {
                ask(pair, nowNs);
            }
        }
    }

    private void ask(Pair pair, long nowNs) {
        RepairPlan.Question question = question(pair, nowNs);
        pair.question = question;
        if (question == null) {
            pair.dueNs = NEVER;
            return;
        }
        VenueRequests venue = requireNonNull(venues.get(question.source().venue()));
        if (venue.isFree(nowNs)) {
            pair.dueNs = NEVER - 1; // until the answer
            venue.ask(
                    source -> source.minutes().ask(question.pair(), question.toUs(), question.count()),
                    answer -> onAnswer(pair, question, answer));
        }
    }

    /** What was to be asked, while its venue can be asked, or else what is to be asked next. */
    private RepairPlan.@Nullable Question question(Pair pair, long nowNs) {
        RepairPlan.Question question = pair.question;
        return question != null && isPromising(question.source(), nowNs)
                ? question
                : pair.plan.next(source -> isPromising(source, nowNs));
    }

    private boolean isPromising(HistorySource source, long nowNs) {
        return requireNonNull(venues.get(source.venue())).isPromising(nowNs);
    }

    private void onAnswer(Pair pair, RepairPlan.Question question, HistoryAnswer answer) {
        long nowNs = System.nanoTime();
        pair.question = null;
        if (answer instanceof HistoryAnswer.Candles candles) {
            take(question, candles.candles());
            int setbacks = pair.plan.onAnswer(question, candles.candles().isEmpty());
            pair.dueNs = setbacks == 0 ? nowNs : nowNs + VenueRequests.waitNs(setbacks);
        } else if (answer instanceof HistoryAnswer.NotThere) {
            pair.plan.onNotThere(question.source());
            pair.dueNs = nowNs;
        } else if (answer instanceof HistoryAnswer.Failed) {
            pair.dueNs = nowNs + VenueRequests.waitNs(pair.plan.onFailure());
        } else {
            pair.dueNs = nowNs;
        }
    }

    private void take(RepairPlan.Question question, List<Candle> candles) {
        if (question.toUs() == Candle.NEWEST_US && !candles.isEmpty()) {
            writer.onNewest(question.pair(), candles.get(candles.size() - 1).openTimeUs());
        }
        for (Candle candle : candles) {
            if (candle.complete()) {
                writer.onRepaired(candle);
            }
        }
        if (question.toUs() != Candle.NEWEST_US && !question.source().secondHand()) {
            markAbsent(question);
        }
    }

    /** Of what the venue was asked for and did not tell, only the newest may still come. */
    private void markAbsent(RepairPlan.Question question) {
        Instrument pair = question.pair();
        CandleSeries series = book.series(pair.id());
        long recentUs = series.newestUs() - RECENT_MINUTES * Candle.MINUTE_US;
        for (long minuteUs = question.fromUs();
                minuteUs <= Math.min(question.toUs(), recentUs);
                minuteUs += Candle.MINUTE_US) {
            writer.onAbsent(pair, minuteUs);
        }
    }
}
