package io.quotegate.feed.dial;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.feed.peer.HandshakeRefusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ConnectBudgetTest {
    private static final int MOST = 3;
    private static final long WINDOW_MS = 1_000;

    private final ConnectBudget budget = new ConnectBudget(MOST, Duration.ofMillis(WINDOW_MS));

    private static long ns(long ms) {
        return TimeUnit.MILLISECONDS.toNanos(ms);
    }

    private boolean begins(long ms) {
        boolean may = budget.delayNs(ns(ms)) == 0;
        assertThat(budget.tryBegin(ns(ms))).isEqualTo(may);
        return may;
    }

    @Test
    void countsAnAttemptFromWhenItWasAnswered() {
        assertThat(begins(0)).isTrue();
        assertThat(begins(0)).isTrue();
        budget.answered(ns(100));
        assertThat(begins(100)).isTrue();
        budget.answered(ns(200));
        budget.answered(ns(900));
        assertThat(begins(1_099)).isFalse();
        assertThat(begins(1_200)).as("a window after the first").isTrue();
        budget.answered(ns(1_200));
        assertThat(begins(1_201)).isFalse();
        assertThat(begins(1_300)).isTrue();
        assertThat(begins(1_301)).isFalse();
    }

    @Test
    void allowsNoneForAWindowWhereTheVenueHasCountedMore() {
        assertThat(begins(0)).isTrue();
        budget.refused(new HandshakeRefusal("HTTP 429", false, Duration.ZERO, true), ns(100));
        budget.answered(ns(100));
        assertThat(begins(1_100)).isFalse();
        assertThat(begins(1_200)).isTrue();
        assertThat(begins(1_200)).isTrue();
    }

    @Test
    void countsOneThatIsUnderWay() {
        for (int i = 0; i < MOST; i++) {
            assertThat(begins(0)).isTrue();
        }
        assertThat(begins(5_000)).isFalse();
        budget.answered(ns(5_000));
        assertThat(begins(5_500)).isFalse();
        assertThat(begins(6_100)).isTrue();
    }

    @Test
    void forgetsOneOfWhichNothingIsSaid() {
        for (int i = 0; i < MOST; i++) {
            assertThat(begins(0)).isTrue();
        }
        assertThat(begins(29_000)).isFalse();
        assertThat(begins(30_000)).isFalse();
        assertThat(begins(32_000)).isTrue();
        budget.answered(ns(32_000));
        budget.answered(ns(32_000));
        assertThat(begins(32_000)).as("more answers than questions").isTrue();
    }

    /** However long each is on its way, and whenever in that time the venue counts it. */
    @Test
    void isWithinWhatTheVenueAllowsWheneverThatCounts() {
        Random random = new Random(12);
        List<Long> counted = new ArrayList<>();
        List<Long> answers = new ArrayList<>();
        for (long ms = 0; ms < 600_000; ms += 10) {
            long now = ms;
            answers.removeIf(at -> {
                boolean due = at <= now;
                if (due) {
                    budget.answered(ns(now));
                }
                return due;
            });
            if (budget.tryBegin(ns(ms))) {
                long answeredMs = ms + random.nextInt(random.nextInt(3) == 0 ? 4_000 : 100);
                counted.add(ms + random.nextLong(answeredMs - ms + 1));
                answers.add(answeredMs);
            }
        }
        counted.sort(null);
        assertThat(counted).hasSizeGreaterThan(500);
        for (int i = MOST; i < counted.size(); i++) {
            assertThat(counted.get(i) - counted.get(i - MOST)).isGreaterThanOrEqualTo(WINDOW_MS);
        }
    }
}
