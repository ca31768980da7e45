package io.quotegate.service.history;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.quotegate.market.HistoryAnswer;
import io.quotegate.market.Venue;
import io.quotegate.testkit.LogProbe;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VenueRequestsTest {
    private static final HistoryAnswer NOTHING = new HistoryAnswer.Candles(List.of());

    private final Deque<Runnable> blocking = new ArrayDeque<>();
    private final Deque<Runnable> inbox = new ArrayDeque<>();
    private final List<HistoryAnswer> told = new ArrayList<>();
    private final VenueRequests requests =
            new VenueRequests(new StubVenueHistory(Venue.OKX, 100, false).source(), blocking::add, inbox::add);

    private void ask(VenueRequests.Question question) {
        requests.ask(question, told::add);
        blocking.remove().run();
        inbox.remove().run();
    }

    private boolean isFreeIn(Duration time) {
        return requests.isFree(System.nanoTime() + time.toNanos());
    }

    @Test
    void asksOneQuestionAtATimeAndAnswersOnTheHistoryThread() {
        requests.ask(source -> NOTHING, told::add);
        assertThat(isFreeIn(Duration.ofDays(1))).as("while it is asked").isFalse();
        blocking.remove().run();
        assertThat(told).isEmpty();
        assertThat(isFreeIn(Duration.ofDays(1))).as("while the answer waits").isFalse();
        inbox.remove().run();
        assertThat(told).containsExactly(NOTHING);
        assertThat(isFreeIn(Duration.ZERO)).isTrue();
    }

    @Test
    void asksNothingForAsLongAsTheVenueWantsNone() {
        ask(source -> new HistoryAnswer.Wait(Duration.ofHours(1), true));
        assertThat(isFreeIn(Duration.ofMinutes(59))).isFalse();
        assertThat(isFreeIn(Duration.ofMinutes(61))).isTrue();
    }

    @Test
    void saysOnceThatTheVenueWantsNoneUntilItAnswersAgain() {
        HistoryAnswer refusal = new HistoryAnswer.Wait(Duration.ofSeconds(2), true);
        try (LogProbe log = LogProbe.of(VenueRequests.class.getName(), Level.WARN)) {
            ask(source -> refusal);
            ask(source -> refusal);
            assertThat(log.lines()).containsExactly("okx: no more questions over REST for 2 s");
            ask(source -> NOTHING);
            ask(source -> refusal);
            assertThat(log.lines()).hasSize(1);
        }
    }

    @Test
    void waitsLongerAfterEachFailureUntilAnAnswerComes() {
        for (int failure = 0; failure < 6; failure++) {
            ask(source -> new HistoryAnswer.Failed("no route"));
        }
        assertThat(isFreeIn(Duration.ofSeconds(30))).isFalse();
        assertThat(isFreeIn(Duration.ofSeconds(33))).isTrue();
        ask(source -> NOTHING);
        ask(source -> new HistoryAnswer.Failed("no route"));
        assertThat(isFreeIn(Duration.ofSeconds(2))).isTrue();
    }

    @Test
    void takesWhatIsThrownForAFailure() {
        ask(source -> {
            throw new IllegalStateException("no JSON");
        });
        assertThat(told).containsExactly(new HistoryAnswer.Failed("java.lang.IllegalStateException: no JSON"));
        ask(source -> {
            throw new InterruptedException();
        });
        assertThat(Thread.interrupted()).as("passed on").isTrue();
        assertThat(told).last().isEqualTo(new HistoryAnswer.Failed("interrupted"));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "6, 32", "7, 60", "1000, 60"})
    void doublesTheWaitUpToAMinute(int failures, int seconds) {
        assertThat(VenueRequests.waitNs(failures))
                .isEqualTo(Duration.ofSeconds(seconds).toNanos());
    }
}
