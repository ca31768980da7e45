package io.quotegate.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.api.DeliveryMode;
import io.quotegate.api.PushChannel;
import io.quotegate.gateway.session.DisconnectReason;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What holds for every subscriber in whatever order quotes are published, the loop turns, and clients take bytes, come
 * and go.
 */
class FanoutPropertiesTest {
    private static final int PAIRS = 3;
    private static final int CLIENTS = 5;
    private static final int RING_RECORDS = 64; // is overtaken now and then
    private static final int TRIES = 300;
    private static final int FEWEST_STEPS = 5;
    private static final int MOST_STEPS = 150;
    private static final int MOST_QUOTES = 40;
    private static final int[] AS_IT_COMES = {0, 0, 0, 0, 0};
    private static final int LONGEST_INTERVAL_MS = 500;
    private static final int[] AT_A_PACE = {500, LONGEST_INTERVAL_MS, 200, 500, 0}; // milliseconds, of each client
    private static final long MS_OF_AN_AMOUNT = 10;

    /** Something that happens. */
    record Step(What what, int which, int amount) {}

    /** What may happen, and how often beside the others. */
    enum What {
        PUBLISH(8),
        TURN(6),
        FREEZE(3),
        TAKE(4),
        THAW(2),
        PASS(4),
        SUBSCRIBE(1),
        UNSUBSCRIBE(1);

        private final int weight;

        What(int weight) {
            this.weight = weight;
        }

        static What of(SplittableRandom random) {
            int left = random.nextInt(
                    Stream.of(values()).mapToInt(what -> what.weight).sum());
            for (What what : values()) {
                left -= what.weight;
                if (left < 0) {
                    return what;
                }
            }
            throw new AssertionError(left);
        }
    }

    /** Tries {@code property} with many courses of events, which are the same each time. */
    private static void holds(Consumer<List<Step>> property) {
        for (int seed = 0; seed < TRIES; seed++) {
            List<Step> steps = steps(new SplittableRandom(seed));
            try {
                property.accept(steps);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + steps, e);
            }
        }
    }

    private static List<Step> steps(SplittableRandom random) {
        List<Step> steps = new ArrayList<>();
        for (int left = random.nextInt(FEWEST_STEPS, MOST_STEPS + 1); left > 0; left--) {
            steps.add(new Step(What.of(random), random.nextInt(PAIRS * CLIENTS), random.nextInt(1, MOST_QUOTES + 1)));
        }
        return steps;
    }

    /** A client and what it knows of each pair. */
    private static final class Follower {
        final FanoutClient client;
        final DeliveryMode mode;
        final int intervalMs;
        final long[] seqs = new long[PAIRS]; // received last; 0 before the first since the last answer
        private final long[] timesMs = new long[PAIRS]; // when that was; -1 where that does not say when it was sent
        private final Queue<Integer> asked = new ArrayDeque<>(); // the pair of each request that was not answered
        private boolean dawdles;
        long drops;

        Follower(FanoutClient client, DeliveryMode mode, int intervalMs) {
            this.client = client;
            this.mode = mode;
            this.intervalMs = intervalMs;
            Arrays.fill(timesMs, -1);
        }

        void subscribe(int... pairs) {
            client.subscribeEvery(intervalMs, PushChannel.QUOTES, mode, pairs);
        }

        /** A request about {@code pair} is answered, in its place among the pushes. */
        void ask(int pair) {
            asked.add(pair);
            client.answer();
        }

        /** Takes nothing any more. */
        void freeze() {
            dawdles = true;
            client.freeze();
        }

        /** Takes {@code bytes} more and then nothing. */
        void take(long bytes) {
            dawdles = true;
            client.take(bytes);
        }

        /** Takes everything again, what waited for it at once. */
        void thaw(HandTurnedFanout all, long nowMs) {
            client.thaw();
            follow(all, nowMs);
            dawdles = false;
        }

        void follow(HandTurnedFanout all, long nowMs) {
            for (ReceivedPushes.Push push : client.pushes()) {
                if (push.channel().equals("quotes")) {
                    check(push, all.pair(push.pair()), nowMs);
                } else {
                    int pair = asked.remove();
                    seqs[pair] = 0;
                    timesMs[pair] = -1;
                }
            }
        }

        private void check(ReceivedPushes.Push push, int pair, long nowMs) {
            drops += push.drops();
            if (seqs[pair] != 0) {
                assertThat(push.seq()).as("%s behind %d", push, seqs[pair]).isEqualTo(seqs[pair] + 1 + push.drops());
            }
            if (timesMs[pair] >= 0 && !dawdles) {
                assertThat(nowMs - timesMs[pair]).as("%s too soon", push).isGreaterThanOrEqualTo(intervalMs);
            }
            seqs[pair] = push.seq();
            timesMs[pair] = dawdles ? -1 : nowMs;
            if (mode == DeliveryMode.ALL) {
                assertThat(push.drops()).as(push.toString()).isZero();
            }
        }

        private boolean wants(HandTurnedFanout all, int pair) {
            int topic = new Topics(all.instruments.count()).quotes(pair);
            return client.subscriber.parts().stream()
                    .anyMatch(part -> part.wanted().get(topic));
        }
    }

    private static void play(
            List<Step> steps,
            DeliveryMode mode,
            int[] intervalsMs,
            BiConsumer<HandTurnedFanout, List<Follower>> atEnd) {
        try (HandTurnedFanout all =
                new HandTurnedFanout(Duration.ZERO, false, HandTurnedFanout.LATEST_BYTES, RING_RECORDS)) {
            all.loop.freezeTime();
            List<Follower> followers = new ArrayList<>();
            WireFormat[] formats = {
                WireFormat.LINE_JSON,
                WireFormat.LINE_JSON,
                WireFormat.WEBSOCKET_JSON_DEFLATED,
                WireFormat.FRAME_PROTO,
                WireFormat.FRAME_SBE
            };
            for (int i = 0; i < CLIENTS; i++) {
                followers.add(new Follower(all.client(formats[i]), mode, intervalsMs[i]));
                followers.get(i).subscribe(0, 1, 2);
            }
            long nowMs = 0;
            for (Step step : steps) {
                nowMs += step.what() == What.PASS ? pass(all, MS_OF_AN_AMOUNT * step.amount()) : 0;
                take(step, all, followers.get(step.which() % CLIENTS), nowMs);
                for (Follower follower : followers) {
                    follower.follow(all, nowMs);
                }
            }
            for (Follower follower : followers) {
                follower.thaw(all, nowMs);
            }
            for (int intervals = 0; intervals < 2; intervals++) {
                nowMs += pass(all, LONGEST_INTERVAL_MS);
                for (Follower follower : followers) {
                    follower.follow(all, nowMs);
                }
            }
            atEnd.accept(all, followers);
        }
    }

    private static long pass(HandTurnedFanout all, long ms) {
        all.turn();
        all.loop.advanceTimeBy(ms, TimeUnit.MILLISECONDS);
        all.turn();
        return ms;
    }

    private static void take(Step step, HandTurnedFanout all, Follower follower, long nowMs) {
        int pair = step.which() % PAIRS;
        FanoutClient client = follower.client;
        switch (step.what()) {
            case PUBLISH -> all.quotes(pair, step.amount());
            case TURN -> all.turn();
            case PASS -> {}
            case FREEZE -> follower.freeze();
            case TAKE -> follower.take(step.amount() * 50L);
            case THAW -> follower.thaw(all, nowMs);
            case SUBSCRIBE -> {
                if (client.endedFor() == null) {
                    follower.ask(pair);
                    follower.subscribe(pair);
                }
            }
            case UNSUBSCRIBE -> {
                if (client.endedFor() == null) {
                    follower.ask(pair);
                    client.unsubscribe(PushChannel.QUOTES, pair);
                }
            }
        }
    }

    private static void isUpToDate(HandTurnedFanout all, Follower follower) {
        for (int pair = 0; pair < PAIRS; pair++) {
            if (follower.wants(all, pair) && all.seq(pair) != 0) {
                assertThat(follower.seqs[pair]).as("of %d", pair).isEqualTo(all.seq(pair));
            }
        }
    }

    @Test
    void theDropsOfASubscriberOfTheLatestExplainEveryMissingNumber() {
        holds(steps -> play(steps, DeliveryMode.LATEST, AS_IT_COMES, FanoutPropertiesTest::allAreUpToDate));
    }

    @Test
    void theDropsOfASubscriberAtAPaceExplainEveryMissingNumberToo() {
        holds(steps -> play(steps, DeliveryMode.LATEST, AT_A_PACE, FanoutPropertiesTest::allAreUpToDate));
    }

    private static void allAreUpToDate(HandTurnedFanout all, List<Follower> followers) {
        for (Follower follower : followers) {
            assertThat(follower.client.endedFor()).isNull();
            isUpToDate(all, follower);
        }
    }

    @Test
    void everyDropThatIsToldIsCountedOnce() {
        holds(steps -> play(steps, DeliveryMode.LATEST, AS_IT_COMES, (all, followers) -> {
            long told = followers.stream().mapToLong(follower -> follower.drops).sum();
            assertThat(all.metrics.drops.sum()).isEqualTo(told);
        }));
    }

    @Test
    void aSubscriberOfAllGetsEveryQuoteOnceInOrderOrIsClosed() {
        holds(steps -> play(steps, DeliveryMode.ALL, AS_IT_COMES, (all, followers) -> {
            for (Follower follower : followers) {
                DisconnectReason ended = follower.client.endedFor();
                if (ended == null) {
                    isUpToDate(all, follower);
                } else {
                    assertThat(ended).isIn(DisconnectReason.SLOW_CONSUMER, DisconnectReason.LAPPED);
                    assertThat(follower.client.subscriber.wanted().isEmpty()).isTrue();
                }
            }
        }));
    }
}
