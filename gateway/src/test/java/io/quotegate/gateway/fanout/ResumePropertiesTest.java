package io.quotegate.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.api.DeliveryMode;
import io.quotegate.api.PushChannel;
import io.quotegate.api.Resume;
import io.quotegate.gateway.session.DisconnectReason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What holds for every client that is cut off and goes on where it was, whenever that is, however slow it is, and whatever
 * the ring still has: what it misses comes once and in order, or it is told that it does not.
 */
class ResumePropertiesTest {
    private static final int PAIRS = 3;
    private static final int CLIENTS = 4;
    private static final int RING_RECORDS = 256;
    private static final int TRIES = 25;
    private static final int STEPS = 150;

    /** Somebody who comes back. */
    private static final class Person {
        final HandTurnedFanout all;
        final World world;
        final WireFormat format;
        final DeliveryMode mode;
        final PushChannel channel;
        final boolean byNumber; // as events are resumed
        final long[] seqs = new long[PAIRS]; // of what was received last
        final boolean[] known = new boolean[PAIRS];
        FanoutClient client;
        long number;

        Person(World world, WireFormat format, DeliveryMode mode, PushChannel channel) {
            this.world = world;
            all = world.all;
            this.format = format;
            this.mode = mode;
            this.channel = channel;
            byNumber = format == WireFormat.SSE;
            client = all.client(format);
            client.subscribe(channel, mode, 0, 1, 2);
        }

        boolean isCut() {
            return client.endedFor() != null || !client.channel.isOpen();
        }

        void follow() {
            for (ReceivedPushes.Push push : client.pushes()) {
                int pair = all.pair(push.pair());
                if (known[pair]) {
                    assertThat(push.seq())
                            .as("%s behind %d", push, seqs[pair])
                            .isEqualTo(seqs[pair] + 1 + push.drops());
                }
                if (mode == DeliveryMode.ALL) {
                    assertThat(push.drops()).as(push.toString()).isZero();
                }
                seqs[pair] = push.seq();
                known[pair] = true;
            }
            if (client.lastNumber() > 0) {
                number = client.lastNumber();
            }
        }

        void resume() {
            client = all.client(format);
            Missed missed = missed();
            world.count(missed.outcome());
            if (missed.isHeld()) {
                if (byNumber && mode == DeliveryMode.LATEST) {
                    forget(); // it may be told again what it was told before the position was
                }
                client.resume(channel, mode, missed, 0, 1, 2);
            } else {
                assertThat(missed.outcome()).isEqualTo(Resume.Outcome.GONE);
                assertThat(world.isGone(this)).as("what is gone").isTrue();
                forget();
                client.subscribe(channel, mode, 0, 1, 2);
            }
        }

        private void forget() {
            for (int pair = 0; pair < PAIRS; pair++) {
                known[pair] = false;
            }
        }

        private Missed missed() {
            Resumption resumption = all.fanout.resumption();
            if (byNumber && channel == PushChannel.QUOTES) {
                return resumption.missedSince(HandTurnedFanout.ids(0, 1, 2), number);
            }
            Map<Integer, Long> had = new HashMap<>();
            for (int pair = 0; pair < PAIRS; pair++) {
                if (known[pair]) {
                    had.put(pair, seqs[pair]);
                }
            }
            return resumption.missed(channel, HandTurnedFanout.ids(0, 1, 2), had);
        }
    }

    /** What is published, and where that is on the ring. */
    private static final class World {
        final HandTurnedFanout all;
        final Map<PushChannel, List<List<Integer>>> indexes = new HashMap<>();
        final Map<Resume.Outcome, Integer> outcomes = new HashMap<>();
        int published;

        World(HandTurnedFanout all) {
            this.all = all;
            for (PushChannel channel : List.of(PushChannel.QUOTES, PushChannel.TRADES)) {
                List<List<Integer>> pairs = new ArrayList<>();
                for (int pair = 0; pair < PAIRS; pair++) {
                    pairs.add(new ArrayList<>());
                }
                indexes.put(channel, pairs);
            }
        }

        List<List<Integer>> of(PushChannel channel) {
            return Objects.requireNonNull(indexes.get(channel), "channel");
        }

        void quote(int pair) {
            of(PushChannel.QUOTES).get(pair).add(published++);
            all.quote(pair);
        }

        void trade(int pair, boolean active) {
            if (active) {
                of(PushChannel.TRADES).get(pair).add(published);
            }
            published++;
            all.trade(pair, active);
        }

        void count(Resume.Outcome outcome) {
            outcomes.merge(outcome, 1, Integer::sum);
        }

        /** Whether something that {@code person} misses is not on the ring any more. */
        boolean isGone(Person person) {
            if (person.byNumber && person.channel == PushChannel.QUOTES) {
                return person.number <= published - RING_RECORDS;
            }
            for (int pair = 0; pair < PAIRS; pair++) {
                List<Integer> its = of(person.channel).get(pair);
                if (person.known[pair]
                        && its.size() > person.seqs[pair]
                        && its.get((int) person.seqs[pair]) <= published - RING_RECORDS) {
                    return true;
                }
            }
            return false;
        }
    }

    private static void play(
            SplittableRandom random, WireFormat format, DeliveryMode mode, Map<Resume.Outcome, Integer> outcomes) {
        try (HandTurnedFanout all =
                new HandTurnedFanout(Duration.ZERO, false, HandTurnedFanout.LATEST_BYTES, RING_RECORDS)) {
            World world = new World(all);
            List<Person> people = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                boolean trades = i == 0 && !format.isCall();
                people.add(new Person(world, format, mode, trades ? PushChannel.TRADES : PushChannel.QUOTES));
            }
            for (int step = 0; step < STEPS; step++) {
                take(random, world, people.get(random.nextInt(CLIENTS)));
                people.forEach(Person::follow);
            }
            for (Person person : people) {
                person.client.thaw();
                person.follow();
                if (person.isCut()) {
                    person.resume();
                }
            }
            for (int i = 0; i < 3; i++) {
                all.turn();
                people.forEach(Person::follow);
            }
            world.outcomes.forEach((outcome, count) -> outcomes.merge(outcome, count, Integer::sum));
            assertThat(all.guard.count()).as("faults").isZero();
            for (Person person : people) {
                isUpToDate(world, person);
            }
        }
    }

    private static void isUpToDate(World world, Person person) {
        if (person.isCut()) {
            assertThat(person.client.endedFor()).isIn(DisconnectReason.SLOW_CONSUMER, DisconnectReason.LAPPED);
            return;
        }
        boolean lapped =
                person.channel == PushChannel.TRADES && world.all.metrics.laps.sum() > 0; // nothing makes up for them
        for (int pair = 0; pair < PAIRS; pair++) {
            if (person.known[pair] && !lapped) {
                assertThat(person.seqs[pair])
                        .as("%s of pair %d", person.channel, pair)
                        .isEqualTo(world.of(person.channel).get(pair).size());
            }
        }
    }

    private static void take(SplittableRandom random, World world, Person person) {
        int pair = random.nextInt(PAIRS);
        switch (random.nextInt(16)) {
            case 0, 1, 2, 3 -> {
                for (int i = random.nextInt(40); i > 0; i--) {
                    world.quote(random.nextInt(8) == 0 ? random.nextInt(PAIRS) : pair);
                    if (random.nextInt(4) == 0) {
                        world.trade(random.nextInt(PAIRS), random.nextBoolean());
                    }
                }
            }
            case 4, 5, 6 -> world.all.turn();
            case 7 -> person.client.freeze();
            case 8 -> person.client.take(random.nextInt(4_000));
            case 9, 10 -> person.client.thaw();
            case 11, 12 -> {
                if (!person.isCut()) {
                    person.follow();
                    person.client.leave();
                }
            }
            default -> {
                if (person.isCut()) {
                    person.follow();
                    person.resume();
                }
            }
        }
    }

    private static void holds(WireFormat format, DeliveryMode mode) {
        Map<Resume.Outcome, Integer> outcomes = new HashMap<>();
        for (int seed = 0; seed < TRIES; seed++) {
            try {
                play(new SplittableRandom(seed), format, mode, outcomes);
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertThat(outcomes.getOrDefault(Resume.Outcome.RECOVERED, 0))
                .as("%s", outcomes)
                .isGreaterThan(TRIES);
        assertThat(outcomes.getOrDefault(Resume.Outcome.GONE, 0))
                .as("%s", outcomes)
                .isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void whoWasPromisedAllHearsAllOnceInOrderOrThatSomeIsGone(WireFormat format) {
        holds(format, DeliveryMode.ALL);
    }

    @ParameterizedTest
    @EnumSource
    void theDropsOfWhoWantsTheLatestExplainEveryNumberThatIsMissing(WireFormat format) {
        holds(format, DeliveryMode.LATEST);
    }
}
