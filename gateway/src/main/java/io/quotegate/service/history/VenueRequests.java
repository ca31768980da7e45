package io.quotegate.service.history;

import io.quotegate.market.HistoryAnswer;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Asks one venue for its past: one question at a time, on the pool for what blocks, and none while the venue wants
 * none or keeps failing. Confined to the history thread.
 */
final class VenueRequests {
    private static final Logger LOG = LoggerFactory.getLogger(VenueRequests.class);
    private static final long LONGEST_WAIT_NS = Duration.ofMinutes(1).toNanos();

    private final HistorySource source;
    private final Executor blocking;
    private final Consumer<Runnable> inbox;

    private boolean busy;
    private long freeNs = Long.MIN_VALUE;
    private int failures;
    private boolean down; // it failed, or wants no questions: others are better asked

    /** Asks the venue. */
    @FunctionalInterface
    interface Question {
        HistoryAnswer ask(HistorySource source) throws InterruptedException;
    }

    /**
     * @param blocking runs what blocks
     * @param inbox    runs on the history thread what came of a question
     */
    VenueRequests(HistorySource source, Executor blocking, Consumer<Runnable> inbox) {
        this.source = source;
        this.blocking = blocking;
        this.inbox = inbox;
    }

    HistorySource source() {
        return source;
    }

    boolean isFree(long nowNs) {
        return !busy && freeNs <= nowNs;
    }

    /** Whether an answer can be hoped for: the last one came, or it is time to try again. */
    boolean isPromising(long nowNs) {
        return !down || isFree(nowNs);
    }

    /** Asks, when {@link #isFree}; {@code then} is told the answer. */
    void ask(Question question, Consumer<HistoryAnswer> then) {
        busy = true;
        blocking.execute(() -> {
            HistoryAnswer answer = answer(question);
            inbox.accept(() -> {
                busy = false;
                settle(answer);
                then.accept(answer);
            });
        });
    }

    private HistoryAnswer answer(Question question) {
        try {
            return question.ask(source);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new HistoryAnswer.Failed("interrupted");
        } catch (RuntimeException | Error e) { // an error must not leave it busy for ever
            LOG.warn("asking {} for its past failed", name(), e);
            return new HistoryAnswer.Failed(e.toString());
        }
    }

    private void settle(HistoryAnswer answer) {
        if (answer instanceof HistoryAnswer.Wait wait) {
            LOG.atLevel(wait.refused() && !down ? Level.WARN : Level.DEBUG)
                    .log(
                            "{}: no more questions over REST for {} s",
                            name(),
                            wait.time().toSeconds());
            freeNs = System.nanoTime() + wait.time().toNanos();
            down |= wait.refused();
        } else if (answer instanceof HistoryAnswer.Failed failed) {
            LOG.debug("{}: no answer: {}", name(), failed.problem());
            freeNs = System.nanoTime() + waitNs(++failures);
            if (!down) {
                LOG.warn(
                        "{}: no answer over REST, another one is asked where it can tell: {}",
                        name(),
                        failed.problem());
            }
            down = true;
        } else {
            failures = 0;
            down = false;
        }
    }

    private String name() {
        return source.name();
    }

    /** How long to wait after so many failures: a second, doubling, up to a minute. */
    static long waitNs(int failures) {
        return Math.min(LONGEST_WAIT_NS, Duration.ofSeconds(1).toNanos() << Math.min(10, failures - 1));
    }
}
