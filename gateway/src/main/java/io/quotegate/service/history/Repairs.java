package io.quotegate.service.history;

import io.quotegate.market.Candle;
import io.quotegate.market.CandleSource;
import io.quotegate.market.CandleSource.Answer;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the venues over REST for the minutes that were missed: all of the last day at start, afterwards those of gaps and
 * interruptions. One question at a time per venue, on the pool for what blocks. Confined to the history thread.
 */
final class Repairs {
    private static final Logger LOG = LoggerFactory.getLogger(Repairs.class);
    /** How long after a minute a venue may take to publish its candle. */
    private static final long SETTLE_NS = Duration.ofSeconds(2).toNanos();

    private static final long LONGEST_WAIT_NS = Duration.ofMinutes(1).toNanos();
    private static final int RECENT_MINUTES = 5; // a venue that does not tell these may still do so
    private static final long NEVER = Long.MAX_VALUE;

    private final CandleBook book;
    private final CandleWriter writer;
    private final Executor blocking;
    private final Consumer<Runnable> inbox; // runs on the history thread what came of a question
    private final Map<Venue, Line> lines = new EnumMap<>(Venue.class);
    private final List<Pair> pairs;

    /** The way to one venue. */
    private static final class Line {
        private boolean busy;
        private long freeNs = Long.MIN_VALUE;
        private int failures;
    }

    /** A pair, what it wants, and when that may be asked. */
    private static final class Pair {
        private final RepairPlan plan;
        private long dueNs = NEVER;
        private RepairPlan.@Nullable Question question;

        Pair(RepairPlan plan) {
            this.plan = plan;
        }
    }

    Repairs(
            Instruments instruments,
            List<CandleSource> sources,
            CandleBook book,
            CandleWriter writer,
            Executor blocking,
            Consumer<Runnable> inbox,
            LongSupplier epochUs) {
        this.book = book;
        this.writer = writer;
        this.blocking = blocking;
        this.inbox = inbox;
        List<CandleSource> fullest = sources.stream()
                .sorted(Comparator.comparing(CandleSource::tellsTakers).reversed())
                .toList();
        fullest.forEach(source -> lines.put(source.venue(), new Line()));
        pairs = instruments.all().stream()
                .map(pair -> new Pair(new RepairPlan(book.series(pair.id()), fullest, epochUs)))
                .toList();
    }

    /** Everything of every pair that is not known at {@code dueNs} is wanted. */
    void start(long dueNs) {
        for (int id = 0; id < pairs.size(); id++) {
            start(id, dueNs);
        }
    }

    /** The same of one pair, from which nothing was asked yet. */
    void start(int instrumentId, long dueNs) {
        Pair pair = pairs.get(instrumentId);
        if (!lines.isEmpty() && pair.question == null) {
            pair.dueNs = dueNs;
        }
    }

    /** Minutes of a pair are not completely known. */
    void need(int instrumentId, long nowNs) {
        Pair pair = pairs.get(instrumentId);
        if (!lines.isEmpty() && pair.dueNs == NEVER) {
            pair.dueNs = nowNs + SETTLE_NS;
        }
    }

    /** Asks what may be asked now. */
    void tick(long nowNs) {
        for (Pair pair : pairs) {
            if (pair.dueNs <= nowNs) {
                ask(pair, nowNs);
            }
        }
    }

    private void ask(Pair pair, long nowNs) {
        RepairPlan.Question question = pair.question == null ? pair.plan.next() : pair.question;
        pair.question = question;
        if (question == null) {
            pair.dueNs = NEVER;
            return;
        }
        Line line = line(question);
        if (line.busy || line.freeNs > nowNs) {
            return;
        }
        line.busy = true;
        pair.dueNs = NEVER - 1; // until the answer
        blocking.execute(() -> {
            Answer answer = answer(question);
            inbox.accept(() -> onAnswer(pair, question, answer));
        });
    }

    private Line line(RepairPlan.Question question) {
        return lines.computeIfAbsent(question.source().venue(), venue -> new Line());
    }

    private static Answer answer(RepairPlan.Question question) {
        try {
            return question.source().minutes(question.pair(), question.toUs(), question.count());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new CandleSource.Failed("interrupted");
        } catch (RuntimeException e) {
            LOG.warn("asking {} for candles failed", question.source().venue().wireName(), e);
            return new CandleSource.Failed(e.toString());
        }
    }

    private void onAnswer(Pair pair, RepairPlan.Question question, Answer answer) {
        long nowNs = System.nanoTime();
        Line line = line(question);
        line.busy = false;
        pair.question = null;
        if (answer instanceof CandleSource.Candles candles) {
            line.failures = 0;
            take(question, candles.candles());
            int setbacks = pair.plan.onAnswer(question, candles.candles().isEmpty());
            pair.dueNs = setbacks == 0 ? nowNs : nowNs + waitNs(setbacks);
        } else if (answer instanceof CandleSource.Wait wait) {
            LOG.info("{}: asks for {} without questions", venueName(question), wait.time());
            line.freeNs = nowNs + wait.time().toNanos();
            pair.dueNs = nowNs;
        } else if (answer instanceof CandleSource.Failed failed) {
            LOG.debug(
                    "{}: no candles of {}: {}",
                    venueName(question),
                    question.pair().symbol(),
                    failed.problem());
            line.freeNs = nowNs + waitNs(++line.failures);
            pair.dueNs = nowNs + waitNs(pair.plan.onFailure());
        }
    }

    private static String venueName(RepairPlan.Question question) {
        return question.source().venue().wireName();
    }

    /** A second, doubling. */
    private static long waitNs(int failures) {
        return Math.min(LONGEST_WAIT_NS, Duration.ofSeconds(1).toNanos() << Math.min(10, failures - 1));
    }

    private void take(RepairPlan.Question question, List<Candle> candles) {
        if (question.toUs() == CandleSource.NEWEST && !candles.isEmpty()) {
            writer.onNewest(question.pair(), candles.get(candles.size() - 1).openTimeUs());
        }
        for (Candle candle : candles) {
            if (candle.complete()) {
                writer.onRepaired(candle);
            }
        }
        if (question.toUs() != CandleSource.NEWEST) {
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
