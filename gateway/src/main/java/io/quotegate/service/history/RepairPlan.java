package io.quotegate.service.history;

import io.quotegate.market.Candle;
import io.quotegate.market.Instrument;
import io.quotegate.market.Venue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is still to be asked for one pair: the newest minutes that are not completely known come first. A minute that
 * the venues keep failing to tell is given up. Confined to the history thread.
 */
final class RepairPlan {
    /** Questions for a minute before it is given up. */
    static final int MOST_TRIES = 8;

    /** The same of who asks the venues, too, and may be at it for long: an hour. */
    static final int MOST_TRIES_SECOND_HAND = 60;

    private static final int WINDOW = CandleSeries.KEPT - 2;

    private final CandleSeries series;
    private final LongSupplier epochUs;
    private final int window; // minutes that are asked for
    private final int mostTries;
    private final List<HistorySource> sources; // those whose candles tell most first, but for those without the pair
    private final Map<Long, Integer> tries = new HashMap<>(); // by minute, of those asked for in vain

    private int failures; // of questions, one after another

    /** A question: the minutes of {@code source} up to {@code toUs}, which may be {@link Candle#NEWEST_US}. */
    record Question(Instrument pair, HistorySource source, long toUs, int count) {
        /** The first minute asked for. */
        long fromUs() {
            return toUs - (count - 1) * Candle.MINUTE_US;
        }
    }

    /** @param epochUs microseconds since the epoch, to tell how old is what was restored */
    RepairPlan(CandleSeries series, List<HistorySource> sources, LongSupplier epochUs) {
        this.series = series;
        this.sources = new ArrayList<>(sources);
        this.epochUs = epochUs;
        window = sources.stream()
                .filter(HistorySource::secondHand)
                .mapToInt(HistorySource::mostCandles)
                .reduce(WINDOW, Math::min);
        mostTries = sources.stream().anyMatch(HistorySource::secondHand) ? MOST_TRIES_SECOND_HAND : MOST_TRIES;
    }

    /**
     * What to ask next; null if there is nothing to be known.
     *
     * @param promising the sources that are asked if there is any of them, whatever the question
     */
    @Nullable
    Question next(Predicate<HistorySource> promising) {
        if (sources.isEmpty()) {
            return null;
        }
        long newestUs = series.newestUs();
        if (!series.isConfirmed() || newestUs == CandleSeries.NONE) {
            return newest(newestUs, sourceFor(null, promising));
        }
        long oldestUs = newestUs - (window - 1) * Candle.MINUTE_US;
        forgetBefore(oldestUs);
        for (long minuteUs = newestUs; minuteUs >= oldestUs; minuteUs -= Candle.MINUTE_US) {
            if (isWanted(minuteUs)) {
                HistorySource source = sourceFor(minuteUs, promising);
                return new Question(series.pair(), source, minuteUs, count(minuteUs, oldestUs, source));
            }
        }
        return null;
    }

    /** What was missed since {@code knownUs}, if anything; the open minute comes with it. */
    private @Nullable Question newest(long knownUs, HistorySource source) {
        long most = Math.min(source.mostCandles(), window);
        if (knownUs == CandleSeries.NONE) {
            return new Question(series.pair(), source, Candle.NEWEST_US, (int) most);
        }
        long minutes = (Candle.minuteOf(epochUs.getAsLong()) - knownUs) / Candle.MINUTE_US; // with the open one
        return minutes == 1
                ? null
                : new Question(series.pair(), source, Candle.NEWEST_US, (int) Math.max(2, Math.min(most, minutes)));
    }

    /** So many minutes up to {@code toUs} that none is asked for without need at the far end. */
    private int count(long toUs, long oldestUs, HistorySource source) {
        long firstUs = Math.max(oldestUs, toUs - (source.mostCandles() - 1) * Candle.MINUTE_US);
        while (firstUs < toUs && !isWanted(firstUs)) {
            firstUs += Candle.MINUTE_US;
        }
        return (int) ((toUs - firstUs) / Candle.MINUTE_US) + 1;
    }

    private boolean isWanted(long minuteUs) {
        return !isKnown(minuteUs) && tries.getOrDefault(minuteUs, 0) < mostTries;
    }

    /**
     * An incomplete minute is its own venue's to tell, while that can be asked; one of which nothing is known anybody's,
     * the fullest first.
     */
    private HistorySource sourceFor(long minuteUs, Predicate<HistorySource> promising) {
        StoredMinute known = series.get(minuteUs);
        Candle candle = known == null ? null : known.candle(series.pair());
        Venue venue = candle == null ? null : candle.venue();
        return sourceFor(venue, promising);
    }

    /** That of {@code venue} first, and another one after each failure. */
    private HistorySource sourceFor(@Nullable Venue venue, Predicate<HistorySource> promising) {
        List<HistorySource> able = sources.stream()
                .filter(promising)
                .sorted(Comparator.comparing(source -> source.venue() != venue))
                .toList();
        List<HistorySource> asked = able.isEmpty() ? sources : able;
        return asked.get(failures % asked.size());
    }

    /** A source does not have the pair. */
    void onNotThere(HistorySource source) {
        sources.remove(source);
    }

    /** The question was answered. Returns how often in vain: the more, the longer to wait before the next one. */
    int onAnswer(Question question, boolean empty) {
        if (question.toUs() == Candle.NEWEST_US) {
            failures = empty ? failures + 1 : 0;
            return failures;
        }
        failures = 0;
        for (long minuteUs = question.fromUs(); minuteUs <= question.toUs(); minuteUs += Candle.MINUTE_US) {
            if (isWanted(minuteUs)) {
                tries.merge(minuteUs, 1, Integer::sum);
            }
        }
        return isKnown(question.toUs()) ? 0 : tries.getOrDefault(question.toUs(), 0);
    }

    private boolean isKnown(long minuteUs) {
        StoredMinute known = series.get(minuteUs);
        return known != null && known.complete();
    }

    /** The question was not. Returns how many were not, one after another. */
    int onFailure() {
        return ++failures;
    }

    private void forgetBefore(long oldestUs) {
        Iterator<Long> asked = tries.keySet().iterator();
        while (asked.hasNext()) {
            if (asked.next() < oldestUs) {
                asked.remove();
            }
        }
    }
}
