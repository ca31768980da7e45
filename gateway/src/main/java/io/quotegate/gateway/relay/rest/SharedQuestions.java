package io.quotegate.gateway.relay.rest;

import io.quotegate.time.RateLimit;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The questions of all clients to one venue: each asked once for all who wait for it, as often as the venue allows, and
 * answered from what is kept while that is true. Bounded in what is kept and in who waits. Any thread.
 */
public final class SharedQuestions {
    private static final long MOST_KEPT_BYTES = 64L * 1024 * 1024;
    private static final int MOST_KEPT = 20_000;
    private static final int MOST_QUESTIONS = 512;
    private static final int MOST_WAITING = 20_000;
    private static final int TOO_MANY = 429;
    private static final int BANNED = 418;
    private static final long DEFAULT_WAIT_S = 60;

    private final RestUpstream upstream;
    private final RestDialect dialect;
    private final ScheduledExecutorService timer;
    private final LongSupplier clock;
    private final RestStats stats = new RestStats(this::weightLeft);

    // Guarded by this:
    private final LinkedHashMap<String, Kept> kept = new LinkedHashMap<>(64, 0.75f, true); // the longest unused first
    private final Map<String, Question> questions = new HashMap<>(); // that another asker may join
    private long keptBytes;
    private int underWay; // questions that are not answered
    private int waiting; // those who asked them
    private long heldUntilNs; // the venue wants no questions before that
    private boolean held;

    /** What is known of a key. */
    private static final class Kept {
        private final long sentNs;
        private @Nullable RestReply reply; // null where it is not to be served again
        private long untilNs;

        Kept(long sentNs) {
            this.sentNs = sentNs;
        }
    }

    /** A question and everybody who waits for its answer. */
    private static final class Question {
        private final String key;
        private final String target;
        private final Map<String, String> headers;
        private final RestRule rule;
        private final CompletableFuture<RestReply> answer = new CompletableFuture<>();
        private int askers;

        Question(String key, String target, Map<String, String> headers, RestRule rule) {
            this.key = key;
            this.target = target;
            this.headers = headers;
            this.rule = rule;
        }
    }

    /**
     * @param timer sends what has to wait; never blocks
     * @param clock nanoseconds, of whatever origin
     */
    public SharedQuestions(
            RestUpstream upstream, RestDialect dialect, ScheduledExecutorService timer, LongSupplier clock) {
        this.upstream = upstream;
        this.dialect = dialect;
        this.timer = timer;
        this.clock = clock;
    }

    RestDialect dialect() {
        return dialect;
    }

    public RestStats stats() {
        return stats;
    }

    private synchronized long weightLeft() {
        RateLimit weight = dialect.weight();
        return weight == null ? -1 : weight.left(clock.getAsLong());
    }

    /** The answer to {@code target}; it may be given on any thread. */
    CompletableFuture<RestReply> ask(String target, Map<String, String> headers, RestRule rule) {
        String key = headers.isEmpty() ? target : target + ' ' + headers;
        Question question;
        long delayNs;
        synchronized (this) {
            long nowNs = clock.getAsLong();
            Kept known = kept.get(key);
            if (known != null && known.reply != null && nowNs - known.untilNs < 0) {
                stats.hits.increment();
                return CompletableFuture.completedFuture(known.reply);
            }
            Question joined = questions.get(key);
            if (waiting >= MOST_WAITING || (joined == null && underWay >= MOST_QUESTIONS)) {
                stats.exhausted.increment();
                return CompletableFuture.completedFuture(dialect.exhausted().retryAfter(1));
            }
            waiting++;
            if (joined != null) {
                joined.askers++;
                stats.shared.increment();
                return joined.answer;
            }
            question = new Question(key, target, headers, rule);
            question.askers = 1;
            questions.put(key, question);
            underWay++;
            delayNs = known == null ? 0 : known.sentNs + rule.apart().toNanos() - nowNs;
        }
        if (delayNs <= 0) {
            send(question);
        } else {
            timer.schedule(() -> send(question), delayNs, TimeUnit.NANOSECONDS);
        }
        return question.answer;
    }

    /** The same for one that could be left out: nothing, where more than half of what is allowed is used. */
    CompletableFuture<RestReply> askIdly(String target, RestRule rule) {
        synchronized (this) {
            if (rule.budget().delayNs(clock.getAsLong(), rule.budget().max() / 2) > 0) {
                return CompletableFuture.completedFuture(dialect.exhausted());
            }
        }
        return ask(target, Map.of(), rule);
    }

    private void send(Question question) {
        RestReply refusal = begin(question);
        if (refusal != null) {
            end(question, refusal);
            return;
        }
        long sentNs = clock.getAsLong();
        upstream.ask(question.target, question.headers).whenComplete((reply, failure) -> {
            RestReply heard = failure == null ? reply : null;
            dialect.onAnswer(question.target, heard, sentNs, clock.getAsLong());
            if (heard == null) {
                stats.failures.increment();
                end(question, dialect.away());
            } else {
                heed(question, heard);
                end(question, heard);
            }
        });
    }

    /** Spends what the question costs; what to answer where that cannot be. */
    private synchronized @Nullable RestReply begin(Question question) {
        long nowNs = clock.getAsLong();
        RestRule rule = question.rule;
        if (rule.fresh().isZero()) {
            questions.remove(question.key); // who comes now wants what is asked from now on
        }
        held &= nowNs - heldUntilNs < 0;
        long waitNs = Math.max(rule.budget().delayNs(nowNs, rule.weight()), held ? heldUntilNs - nowNs : 0);
        if (waitNs > 0) {
            stats.exhausted.add(question.askers);
            return dialect.exhausted().retryAfter(TimeUnit.NANOSECONDS.toSeconds(waitNs) + 1);
        }
        rule.budget().spend(nowNs, rule.weight());
        stats.questions.increment();
        stats.weight.add(rule.weight());
        keep(question.key, new Kept(nowNs));
        return null;
    }

    /** Takes note of what the venue says. */
    private synchronized void heed(Question question, RestReply reply) {
        if (reply.usedWeight() >= 0) {
            stats.usedWeight.set(reply.usedWeight());
        }
        if (reply.status() == TOO_MANY || reply.status() == BANNED) {
            hold(reply);
        }
        Duration fresh = question.rule.fresh();
        if (reply.isOk() && !fresh.isZero()) {
            Kept whole = new Kept(clock.getAsLong());
            whole.reply = reply;
            whole.untilNs = whole.sentNs + fresh.toNanos();
            keep(question.key, whole);
        }
    }

    private void end(Question question, RestReply reply) {
        synchronized (this) {
            questions.remove(question.key, question);
            underWay--;
            waiting -= question.askers;
        }
        boolean banned = reply.status() == BANNED; // which is ours, and nobody's business
        question.answer.complete(banned ? dialect.exhausted().retryAfter(Math.max(1, reply.retryAfterS())) : reply);
    }

    /** The venue wants no more questions for as long as it says. */
    private void hold(RestReply reply) {
        long seconds = reply.retryAfterS() > 0 ? reply.retryAfterS() : DEFAULT_WAIT_S;
        held = true;
        heldUntilNs = clock.getAsLong() + TimeUnit.SECONDS.toNanos(seconds);
    }

    private void keep(String key, Kept value) {
        Kept before = kept.put(key, value);
        keptBytes += bytes(key, value) - (before == null ? 0 : bytes(key, before));
        for (Iterator<Map.Entry<String, Kept>> each = kept.entrySet().iterator();
                each.hasNext() && (keptBytes > MOST_KEPT_BYTES || kept.size() > MOST_KEPT); ) {
            Map.Entry<String, Kept> oldest = each.next();
            keptBytes -= bytes(oldest.getKey(), oldest.getValue());
            each.remove();
        }
        stats.keptBytes.set(keptBytes);
    }

    /** What a client asks may be longer than what is answered. */
    private static int bytes(String key, Kept value) {
        return key.length() + (value.reply == null ? 0 : value.reply.length());
    }
}
