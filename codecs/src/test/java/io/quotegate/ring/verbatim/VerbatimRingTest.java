package io.quotegate.ring.verbatim;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.ring.Doorbell;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class VerbatimRingTest {
    private final VerbatimRing ring = VerbatimRing.ofBytes(64 * 1024);
    private final VerbatimPublisher publisher = new VerbatimPublisher(ring);
    private final List<String> heard = new ArrayList<>();
    private final VerbatimConsumer log = new VerbatimConsumer() {
        @Override
        public void onEvent(int topic, byte[] bytes, int from, int to) {
            heard.add(topic + " " + text(bytes, from, to));
        }

        @Override
        public void onTaken(int topic, int source, String name, byte[] bytes, int from, int to) {
            heard.add("taken " + topic + ' ' + source + ' ' + name + ' ' + text(bytes, from, to));
        }

        @Override
        public void onRefused(int source, String name, byte[] bytes, int from, int to) {
            heard.add("refused " + source + ' ' + name + ' ' + text(bytes, from, to));
        }

        @Override
        public void onAway(int source) {
            heard.add("away " + source);
        }

        @Override
        public void onLapped() {
            heard.add("lapped");
        }
    };

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, UTF_8);
    }

    private void event(int topic, String text) {
        byte[] bytes = ("<" + text + ">").getBytes(UTF_8);
        assertThat(publisher.event(topic, bytes, 1, bytes.length - 1)).isTrue();
    }

    @Test
    void tellsEachReaderWhatIsPublishedFromThenOn() {
        event(1, "before");
        VerbatimReceiver receiver = ring.receiver();
        event(1, "{\"a\":1}");
        publisher.taken(7, 2, "btcusdt@trade", "first".getBytes(UTF_8));
        publisher.refused(3, "é", "60018 no".getBytes(UTF_8));
        publisher.away(1);
        event(2, "");
        assertThat(receiver.poll(log, 100)).isEqualTo(5);
        assertThat(heard)
                .containsExactly(
                        "1 {\"a\":1}", "taken 7 2 btcusdt@trade first", "refused 3 é 60018 no", "away 1", "2 ");
    }

    @Test
    void readsNoMoreThanItIsToldTo() {
        VerbatimReceiver receiver = ring.receiver();
        for (int i = 0; i < 5; i++) {
            event(i, "x");
        }
        assertThat(receiver.poll(log, 2)).isEqualTo(2);
        assertThat(receiver.poll(log, 9)).isEqualTo(3);
        assertThat(receiver.poll(log, 9)).isZero();
        assertThat(heard).containsExactly("0 x", "1 x", "2 x", "3 x", "4 x");
    }

    @Test
    void passesOnMessagesOfAnyLengthThroughItsEnd() {
        VerbatimReceiver receiver = ring.receiver();
        Random random = new Random(5);
        for (int i = 0; i < 2000; i++) {
            String text = "x".repeat(random.nextInt(7000)) + i;
            event(i, text);
            receiver.poll(log, 10);
            assertThat(heard).containsExactly(i + " " + text);
            heard.clear();
        }
    }

    @Test
    void refusesWhatIsTooLongAndLeavesOutWhatATopicBeginsWith() {
        VerbatimReceiver receiver = ring.receiver();
        byte[] long1 = new byte[ring.longest() + 1];
        assertThat(publisher.event(1, long1, 0, long1.length)).isFalse();
        publisher.taken(1, 0, "n", long1);
        receiver.poll(log, 10);
        assertThat(heard).containsExactly("taken 1 0 n ");
    }

    @Test
    void tellsAReaderThatItWasOvertaken() {
        VerbatimReceiver receiver = ring.receiver();
        for (int i = 0; i < 5000; i++) {
            event(i, "some message that is long enough");
        }
        receiver.poll(log, 10);
        assertThat(heard.get(0)).isEqualTo("lapped");
        heard.clear();
        receiver.poll(log, 10_000);
        event(7, "next");
        heard.clear();
        receiver.poll(log, 10);
        assertThat(heard).containsExactly("7 next");
    }

    @Test
    void ringsOncePerBatch() {
        List<Runnable> rung = new ArrayList<>();
        Doorbell doorbell = new Doorbell(rung::add, () -> {});
        publisher.addDoorbell(doorbell);
        publisher.announce();
        assertThat(rung).isEmpty();
        event(1, "a");
        event(1, "b");
        publisher.announce();
        publisher.announce();
        assertThat(rung).hasSize(1);
        publisher.removeDoorbell(doorbell);
        doorbell.rearm();
        event(1, "c");
        publisher.announce();
        assertThat(rung).hasSize(1);
    }
}
