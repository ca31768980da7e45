package io.quotegate.feed.sim.push;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.feed.FakeClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PushRouterTest {
    private static final int FRAME_HEADER = 2;

    private final FakeClock clock = new FakeClock();
    private final PushRouter router = new PushRouter(clock, name -> name.startsWith("trades"));
    private final Topic book = router.topic("book").serve();
    private final Topic trades = router.topic("trades").serve();
    private final Client raw = new Client(PushForm.RAW);
    private final Client combined = new Client(PushForm.of(true, TimeUnit.MICROSECONDS));
    private int encoded;

    private final class Client implements PushSubscriber {
        private final PushForm form;
        private final List<String> got = new ArrayList<>();
        private boolean keepsUp = true;
        private int flushes;

        Client(PushForm form) {
            this.form = form;
        }

        @Override
        public PushForm form() {
            return form;
        }

        @Override
        public void push(byte[] frame, int length) {
            got.add(new String(frame, FRAME_HEADER, length - FRAME_HEADER, UTF_8));
            router.toFlush(this);
        }

        @Override
        public boolean keepsUp() {
            return keepsUp;
        }

        @Override
        public void flush() {
            flushes++;
        }
    }

    private void tell(Topic topic, String text) {
        topic.tell((out, form) -> {
            encoded++;
            out.ascii(text).ascii(form.combined() ? " combined" : "");
        });
        router.publish(topic);
    }

    @Test
    void encodesAPushOnceInEachFormThatIsWanted() {
        tell(book, "nobody");
        assertThat(encoded).isZero();
        assertThat(router.everSubscribed()).isFalse();
        router.subscribe(book, raw);
        router.subscribe(book, new Client(PushForm.RAW));
        router.subscribe(book, combined);
        tell(book, "a");
        assertThat(raw.got).containsExactly("a");
        assertThat(combined.got).containsExactly("a combined");
        assertThat(encoded).isEqualTo(2);
        assertThat(router.pushes()).isEqualTo(3);
        assertThat(router.everSubscribed()).isTrue();
    }

    @Test
    void writesWhenTheBatchEnds() {
        router.subscribe(book, raw);
        tell(book, "a");
        assertThat(raw.flushes).isZero();
        router.flush();
        assertThat(raw.flushes).isEqualTo(1);
        router.flush();
        assertThat(raw.flushes).isEqualTo(1);
    }

    @Test
    void tellsOneSubscriberWhatThereIsNow() {
        Topic empty = router.topic("empty");
        router.greet(raw, empty);
        assertThat(raw.got).isEmpty();
        tell(book, "a");
        router.greet(raw, book);
        assertThat(raw.got).containsExactly("a");
        assertThat(router.pushes()).isEqualTo(1);
    }

    @Test
    void knowsWhatIsServed() {
        assertThat(router.served("book")).isSameAs(book);
        assertThat(router.served("other")).isNull();
        router.topic("other");
        assertThat(router.served("other")).as("asked for, but not served").isNull();
        assertThat(trades.carriesTrades()).isTrue();
        assertThat(book.carriesTrades()).isFalse();
    }

    @Test
    void stopsWhenNobodyIsSubscribedAnyMore() {
        router.subscribe(book, raw);
        router.unsubscribe(book, raw);
        tell(book, "a");
        assertThat(raw.got).isEmpty();
    }

    @Test
    void waitsForSubscribersThatDoNotKeepUp() {
        router.subscribe(book, raw);
        router.subscribe(book, combined);
        assertThat(router.canTake(book)).isTrue();
        combined.keepsUp = false;
        assertThat(router.canTake(book)).isFalse();
        assertThat(router.canTake(trades)).isTrue();
    }

    @Test
    void sendsThroughFaultsAsItWasTold() {
        router.subscribe(book, raw);
        router.subscribe(book, combined);
        router.faults().slowDown(clock.monotonicNs(), Duration.ofSeconds(1), Duration.ofSeconds(2));
        tell(book, "late");
        book.tell((out, form) -> out.ascii("changed since"));
        assertThat(raw.got).isEmpty();
        clock.advance(Duration.ofSeconds(2));
        router.faults().tick(clock.monotonicNs());
        assertThat(raw.got).containsExactly("late");
        assertThat(combined.got).containsExactly("late combined");
        assertThat(router.pushes()).isEqualTo(2);
    }
}
