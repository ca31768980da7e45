package io.quotegate.feed.sim.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PushFaultsTest {
    private static final long NOW_NS = -5_000_000_000L; // a monotonic clock may well be negative
    private static final long SECOND_NS = Duration.ofSeconds(1).toNanos();

    private final List<String> sent = new ArrayList<>();
    private final PushFaults faults =
            new PushFaults(push -> sent.add(new String(push.in(PushForm.RAW), UTF_8)), NOW_NS);
    private final Topic book = new Topic("bbo-tbt:BTC-USDT", false);
    private final Topic trades = new Topic("trades:BTC-USDT", true);

    private void push(Topic topic, String text, long nowNs) {
        byte[][] frames = new byte[PushForm.count()][];
        frames[PushForm.RAW.ordinal()] = text.getBytes(UTF_8);
        faults.push(new HeldPush(topic, frames), nowNs);
    }

    private void push(Topic topic, String text) {
        push(topic, text, NOW_NS);
    }

    @Test
    void isOutOfTheWayAtFirst() {
        assertThat(faults.isActive()).isFalse();
        push(book, "a");
        assertThat(sent).containsExactly("a");
    }

    @Test
    void losesSoManyWithATradeAmongThem() {
        faults.loseNext(3);
        for (String text : List.of("b1", "b2", "b3", "b4")) {
            push(book, text);
        }
        push(trades, "t1");
        push(trades, "t2");
        push(book, "b5");
        faults.tick(NOW_NS);

        assertThat(sent).containsExactly("b3", "b4", "t2", "b5");
        assertThat(faults.isActive()).isFalse();
    }

    @Test
    void losesSomethingElseInTheEndWhereThereAreNoTrades() {
        faults.loseNext(2);
        for (int i = 0; i < 1000; i++) {
            push(book, "b" + i);
        }
        assertThat(sent).hasSize(998);
    }

    @Test
    void swapsPushesOfATopicAndLetsTheLastOneGoAtTheEnd() {
        faults.reorder(NOW_NS, Duration.ofSeconds(1));
        push(book, "b1");
        push(trades, "t1");
        push(book, "b2");
        push(book, "b3");
        assertThat(sent).containsExactly("b2", "b1");

        faults.tick(NOW_NS + SECOND_NS);
        assertThat(sent).containsExactly("b2", "b1", "t1", "b3");
        assertThat(faults.isActive()).isFalse();
    }

    @Test
    void sendsTwiceForAWhile() {
        faults.duplicate(NOW_NS, Duration.ofSeconds(1));
        push(book, "a");
        push(book, "b", NOW_NS + SECOND_NS);

        assertThat(sent).containsExactly("a", "a", "b");
    }

    @Test
    void sendsLateButInOrder() {
        faults.slowDown(NOW_NS, Duration.ofSeconds(1), Duration.ofSeconds(2));
        push(book, "a");
        push(book, "b", NOW_NS + SECOND_NS); // no longer slow, but behind one that is late
        faults.tick(NOW_NS + SECOND_NS);
        assertThat(sent).isEmpty();
        assertThat(faults.isActive()).isTrue();

        faults.tick(NOW_NS + 2 * SECOND_NS);
        assertThat(sent).containsExactly("a", "b");
        assertThat(faults.isActive()).isFalse();
    }

    @Test
    void saysWhenItHoldsSoMuchThatAReplayShouldWait() {
        faults.slowDown(NOW_NS, Duration.ofSeconds(1), Duration.ofSeconds(2));
        for (int i = 0; !faults.isFull(); i++) {
            push(book, "b" + i);
            assertThat(i).isLessThan(10_000);
        }
        faults.tick(NOW_NS + 2 * SECOND_NS);
        assertThat(faults.isFull()).isFalse();
    }
}
