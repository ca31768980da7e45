package io.quotegate.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.api.DeliveryMode;
import io.quotegate.api.PushChannel;
import io.quotegate.gateway.session.DisconnectReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
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

    /** Something that happens. */
    record Step(What what, int which, int amount) {}

    /** What may happen, and how often beside the others. */
    enum What {
        PUBLISH(8),
        TURN(6),
        FREEZE(3),
        TAKE(4),
        THAW(2),
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
        final long[] seqs = new long[PAIRS]; // received last; 0 before the first since the last answer
        long drops;

        Follower(FanoutClient client, DeliveryMode mode) {
            this.client = client;
            this.mode = mode;
        }

        void follow(HandTurnedFanout all) {
            for (ReceivedPushes.Push push : client.pushes()) {
                if (push.channel().equals("quotes")) {
                    check(push, all.pair(push.pair()));
                } else {
                    for (int pair = 0; pair < PAIRS; pair++) { // it subscribes or unsubscribes
                        seqs[pair] = 0;
                    }
                }
            }
        }

        private void check(ReceivedPushes.Push push, int pair) {
            drops += push.drops();
            if (seqs[pair] != 0) {
                assertThat(push.seq()).as("%s behind %d", push, seqs[pair]).isEqualTo(seqs[pair] + 1 + push.drops());
            }
            seqs[pair] = push.seq();
            if (mode == DeliveryMode.ALL) {
                assertThat(push.drops()).as(push.toString()).isZero();
            }
        }
    }

    private static void play(
            List<Step> steps, int ringRecords, DeliveryMode mode, BiConsumer<HandTurnedFanout, List<Follower>> atEnd) {
        try (HandTurnedFanout all =
                new HandTurnedFanout(Duration.ZERO, false, HandTurnedFanout.LATEST_BYTES, ringRecords)) {
            List<Follower> followers = new ArrayList<>();
            WireFormat[] formats = {
                WireFormat.LINE_JSON,
                WireFormat.LINE_JSON,
                WireFormat.WEBSOCKET_JSON_DEFLATED,
                WireFormat.FRAME_PROTO,
                WireFormat.FRAME_SBE
            };
            for (WireFormat format : formats) {
                followers.add(new Follower(all.subscribed(format, mode, 0, 1, 2), mode));
            }
            for (Step step : steps) {
                Follower follower = followers.get(step.which() % CLIENTS);
                take(step, all, follower.client, mode);
                follower.follow(all);
            }
            for (Follower follower : followers) {
                follower.client.thaw();
            }
            all.turn();
            followers.forEach(follower -> follower.follow(all));
            atEnd.accept(all, followers);
        }
    }

    private static void take(Step step, HandTurnedFanout all, FanoutClient client, DeliveryMode mode) {
        int pair = step.which() % PAIRS;
        switch (step.what()) {
            case PUBLISH -> all.quotes(pair, step.amount());
            case TURN -> all.turn();
            case FREEZE -> client.freeze();
            case TAKE -> client.take(step.amount() * 50L);
            case THAW -> client.thaw();
            case SUBSCRIBE -> {
                if (client.endedFor() == null) {
                    client.answer();
                    client.subscribe(PushChannel.QUOTES, mode, pair);
                }
            }
            case UNSUBSCRIBE -> {
                if (client.endedFor() == null) {
                    client.answer();
                    client.unsubscribe(PushChannel.QUOTES, pair);
                }
            }
        }
    }

    private static void isUpToDate(HandTurnedFanout all, Follower follower) {
        for (int pair = 0; pair < PAIRS; pair++) {
            if (follower.client.subscriber.wanted().get(pair) && follower.seqs[pair] != 0) {
                assertThat(follower.seqs[pair]).isEqualTo(all.seq(pair));
            }
        }
    }

    @Test
    void theDropsOfASubscriberOfTheLatestExplainEveryMissingNumber() {
        holds(steps -> play(steps, RING_RECORDS, DeliveryMode.LATEST, (all, followers) -> {
            for (Follower follower : followers) {
                assertThat(follower.client.endedFor()).isNull();
                isUpToDate(all, follower);
            }
        }));
    }

    @Test
    void everyDropThatIsToldIsCountedOnce() {
        holds(steps -> play(steps, RING_RECORDS, DeliveryMode.LATEST, (all, followers) -> {
            long told = followers.stream().mapToLong(follower -> follower.drops).sum();
            assertThat(all.metrics.drops.sum()).isEqualTo(told);
        }));
    }

    @Test
    void aSubscriberOfAllGetsEveryQuoteOnceInOrderOrIsClosed() {
        holds(steps -> play(steps, RING_RECORDS, DeliveryMode.ALL, (all, followers) -> {
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
