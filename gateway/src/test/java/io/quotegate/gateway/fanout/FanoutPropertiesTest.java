package io.quotegate.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.api.DeliveryMode;
import io.quotegate.api.PushChannel;
import io.quotegate.gateway.session.DisconnectReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * What holds for every subscriber in whatever order quotes are published, the loop turns, and clients take bytes, come
 * and go.
 */
class FanoutPropertiesTest {
    private static final int PAIRS = 3;
    private static final int CLIENTS = 4;
    private static final int RING_RECORDS = 64; // is overtaken now and then

    /** Something that happens. */
    record Step(What what, int which, int amount) {}

    enum What {
        PUBLISH,
        TURN,
        FREEZE,
        TAKE,
        THAW,
        SUBSCRIBE,
        UNSUBSCRIBE
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        return Combinators.combine(
                        Arbitraries.frequency(
                                net.jqwik.api.Tuple.of(8, What.PUBLISH),
                                net.jqwik.api.Tuple.of(6, What.TURN),
                                net.jqwik.api.Tuple.of(3, What.FREEZE),
                                net.jqwik.api.Tuple.of(4, What.TAKE),
                                net.jqwik.api.Tuple.of(2, What.THAW),
                                net.jqwik.api.Tuple.of(1, What.SUBSCRIBE),
                                net.jqwik.api.Tuple.of(1, What.UNSUBSCRIBE)),
                        Arbitraries.integers().between(0, PAIRS * CLIENTS - 1),
                        Arbitraries.integers().between(1, 40))
                .as(Step::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(150);
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
                WireFormat.LINE_JSON, WireFormat.LINE_JSON, WireFormat.WEBSOCKET_JSON_DEFLATED, WireFormat.FRAME_PROTO
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

    @Property
    void theDropsOfASubscriberOfTheLatestExplainEveryMissingNumber(@ForAll("steps") List<Step> steps) {
        play(steps, RING_RECORDS, DeliveryMode.LATEST, (all, followers) -> {
            for (Follower follower : followers) {
                assertThat(follower.client.endedFor()).isNull();
                isUpToDate(all, follower);
            }
        });
    }

    @Property
    void everyDropThatIsToldIsCountedOnce(@ForAll("steps") List<Step> steps) {
        play(steps, RING_RECORDS, DeliveryMode.LATEST, (all, followers) -> {
            long told = followers.stream().mapToLong(follower -> follower.drops).sum();
            assertThat(all.metrics.drops.sum()).isEqualTo(told);
        });
    }

    @Property
    void aSubscriberOfAllGetsEveryQuoteOnceInOrderOrIsClosed(@ForAll("steps") List<Step> steps) {
        play(steps, RING_RECORDS, DeliveryMode.ALL, (all, followers) -> {
            for (Follower follower : followers) {
                DisconnectReason ended = follower.client.endedFor();
                if (ended == null) {
                    isUpToDate(all, follower);
                } else {
                    assertThat(ended).isIn(DisconnectReason.SLOW_CONSUMER, DisconnectReason.LAPPED);
                    assertThat(follower.client.subscriber.wanted().isEmpty()).isTrue();
                }
            }
        });
    }
}
