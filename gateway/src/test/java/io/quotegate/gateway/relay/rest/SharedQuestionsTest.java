package io.quotegate.gateway.relay.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.quotegate.gateway.http.RequestHead;
import io.quotegate.time.RateLimit;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SharedQuestionsTest {
    private final EmbeddedChannel timer = new EmbeddedChannel();
    private final List<String> asked = new ArrayList<>();
    private final List<CompletableFuture<RestReply>> answers = new ArrayList<>();
    private final RateLimit budget = new RateLimit(10, Duration.ofMinutes(1));
    private long nowNs;
    private final SharedQuestions questions = new SharedQuestions(
            (target, headers) -> {
                asked.add(target + headers);
                CompletableFuture<RestReply> answer = new CompletableFuture<>();
                answers.add(answer);
                return answer;
            },
            new Words(),
            timer.eventLoop(),
            () -> nowNs);

    private CompletableFuture<RestReply> ask(String target, int weight, Duration fresh) {
        return questions.ask(target, Map.of(), new RestRule(budget, weight, fresh, Duration.ofMillis(100)));
    }

    private void answer(int number, String text) {
        answers.get(number).complete(RestReply.json(200, text));
    }

    private static String text(CompletableFuture<RestReply> answer) {
        RestReply reply = answer.join();
        byte[] bytes = new byte[reply.length()];
        reply.body().duplicate().get(bytes);
        return reply.status() + " " + new String(bytes, UTF_8);
    }

    private void pass(Duration time) {
        nowNs += time.toNanos();
        timer.advanceTimeBy(time.toNanos(), TimeUnit.NANOSECONDS);
        timer.runScheduledPendingTasks();
    }

    @Test
    void servesWhatIsKeptUntilItIsNotTrueAnyMore() {
        CompletableFuture<RestReply> first = ask("/a", 1, Duration.ofSeconds(1));
        answer(0, "one");
        assertThat(text(first)).isEqualTo("200 one");
        pass(Duration.ofMillis(999));
        assertThat(text(ask("/a", 1, Duration.ofSeconds(1)))).isEqualTo("200 one");
        assertThat(asked).hasSize(1);
        pass(Duration.ofMillis(1));
        ask("/a", 1, Duration.ofSeconds(1));
        assertThat(asked).hasSize(2);
    }

    @Test
    void countsWhatIsAskedWithWhatIsKept() {
        String asking = "/a?" + "x".repeat(997);
        ask(asking, 1, Duration.ofSeconds(1));
        assertThat(questions.stats().keptBytes).hasValue(1_000);
        answer(0, "one");
        assertThat(questions.stats().keptBytes).hasValue(1_003);
        ask("/b", 1, Duration.ofSeconds(1));
        assertThat(questions.stats().keptBytes).hasValue(1_005);
        pass(Duration.ofSeconds(1));
        ask(asking, 1, Duration.ofSeconds(1));
        assertThat(questions.stats().keptBytes).as("its answer is kept no more").hasValue(1_002);
    }

    @Test
    void letsWhoComesInBetweenWaitForAQuestionOfTheirOwnTime() {
        CompletableFuture<RestReply> first = ask("/depth", 1, Duration.ZERO);
        CompletableFuture<RestReply> second = ask("/depth", 1, Duration.ZERO);
        CompletableFuture<RestReply> third = ask("/depth", 1, Duration.ZERO);
        answer(0, "one");
        assertThat(text(first)).isEqualTo("200 one");
        assertThat(second).isNotDone();
        assertThat(asked).hasSize(1);
        pass(Duration.ofMillis(100));
        assertThat(asked).hasSize(2);
        answer(1, "two");
        assertThat(text(second)).isEqualTo("200 two");
        assertThat(text(third)).isEqualTo("200 two");
    }

    @Test
    void refusesWhatTheVenueWouldNotAllow() {
        ask("/a", 8, Duration.ZERO);
        CompletableFuture<RestReply> refused = ask("/b", 4, Duration.ZERO);
        assertThat(text(refused)).isEqualTo("429 exhausted");
        assertThat(refused.join().retryAfterS()).isBetween(60L, 61L);
        assertThat(asked).hasSize(1);
        pass(Duration.ofMinutes(1));
        ask("/b", 4, Duration.ZERO);
        assertThat(asked).hasSize(2);
    }

    @Test
    void asksNothingForAsLongAsTheVenueWants() {
        CompletableFuture<RestReply> first = ask("/a", 1, Duration.ZERO);
        answers.get(0).complete(RestReply.json(418, "banned").retryAfter(120));
        assertThat(text(first)).as("the ban is ours").isEqualTo("429 exhausted");
        assertThat(text(ask("/b", 1, Duration.ZERO))).isEqualTo("429 exhausted");
        pass(Duration.ofMinutes(2));
        ask("/b", 1, Duration.ZERO);
        assertThat(asked).hasSize(2);
    }

    @Test
    void saysThatTheVenueIsAwayAndKeepsNoError() {
        CompletableFuture<RestReply> first = ask("/a", 1, Duration.ofSeconds(1));
        answers.get(0).completeExceptionally(new IOException("no"));
        assertThat(text(first)).isEqualTo("503 away");
        pass(Duration.ofMillis(100));
        ask("/a", 1, Duration.ofSeconds(1));
        assertThat(asked).hasSize(2);
    }

    /** A venue of few words. */
    private static final class Words implements RestDialect {
        @Override
        public @Nullable RestReply own(RequestHead request) {
            return null;
        }

        @Override
        public @Nullable TopicQuestion topic(RequestHead request) {
            return null;
        }

        @Override
        public void onAnswer(String target, @Nullable RestReply reply, long sentNs, long receivedNs) {}

        @Override
        public RestRule rule(RequestHead request) {
            throw new IllegalStateException("not asked here");
        }

        @Override
        public Map<String, String> headers(RequestHead request) {
            return Map.of();
        }

        @Override
        public RestReply exhausted() {
            return RestReply.json(429, "exhausted");
        }

        @Override
        public RestReply away() {
            return RestReply.json(503, "away");
        }

        @Override
        public @Nullable RateLimit weight() {
            return null;
        }

        @Override
        public @Nullable String usedWeightField() {
            return null;
        }
    }
}
