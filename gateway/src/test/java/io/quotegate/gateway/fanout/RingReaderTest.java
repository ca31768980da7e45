package io.quotegate.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.quotegate.fault.Faults;
import io.quotegate.gateway.testkit.TestBooks;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.StatusFlyweight;
import io.quotegate.market.Venue;
import io.quotegate.ring.BookConsumer;
import io.quotegate.ring.QuotePublisher;
import io.quotegate.ring.QuoteRing;
import io.quotegate.ring.TopOfBook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RingReaderTest {
    private static final Duration LONG = Duration.ofMinutes(5);

    private final EmbeddedChannel loop = new EmbeddedChannel();
    private final QuoteRing ring = QuoteRing.ofCapacity(1024);
    private final QuotePublisher publisher = new QuotePublisher(ring, new TopOfBook(1));
    private final Batches batches = new Batches();

    private long seq;

    /** The numbers of each batch. */
    private static final class Batches implements RingReader.Consumer {
        final List<List<Long>> ended = new ArrayList<>();
        private List<Long> open = new ArrayList<>();
        int laps;

        @Override
        public void onQuote(QuoteFlyweight quote) {
            open.add(quote.seq());
        }

        @Override
        public void onStatus(StatusFlyweight status) {}

        @Override
        public void onLapped() {
            laps++;
        }

        @Override
        public BookConsumer books() {
            throw new AssertionError("nobody wants books");
        }

        @Override
        public void onBatchEnd() {
            ended.add(open);
            open = new ArrayList<>();
        }
    }

    @BeforeEach
    void freezeTime() {
        loop.freezeTime();
    }

    @AfterEach
    void close() {
        loop.finish();
    }

    private RingReader reader(Duration interval, boolean spinning) {
        return new RingReader(
                loop.eventLoop(),
                new RingReader.Source(ring, publisher, new TopOfBook(1), new TestBooks(1).source, 1),
                interval,
                spinning,
                batches,
                new Faults().at("fanout"));
    }

    private void publish(int count) {
        for (int i = 0; i < count; i++) {
            publisher.quote().instrumentId(0).venue(Venue.OKX).seq(++seq);
            publisher.publishQuote();
        }
        publisher.announce();
    }

    @Test
    void readsNothingBeforeItIsStartedAndNothingAfterItWasStopped() {
        RingReader reader = reader(Duration.ZERO, false);
        publish(3);
        loop.runPendingTasks();
        assertThat(reader.isStarted()).isFalse();
        assertThat(batches.ended).isEmpty();
        reader.start();
        assertThat(reader.isStarted()).isTrue();
        publish(1);
        reader.stop();
        publish(1);
        loop.runPendingTasks();
        assertThat(batches.ended).isEmpty();
        assertThat(reader.poll()).isZero();
    }

    @Test
    void isAlsoGivenTheRecordPublishedLast() {
        publish(3);
        reader(Duration.ZERO, true).start();
        assertThat(batches.open).containsExactly(3L);
    }

    @Test
    void readsAtOnceIfTheBatchBeforeIsLongAgo() {
        reader(LONG, false).start();
        publish(2);
        loop.runPendingTasks();
        assertThat(batches.ended).containsExactly(List.of(1L, 2L));
    }

    @Test
    void gathersWhatComesWithinTheIntervalIntoOneBatch() {
        reader(LONG, false).start();
        publish(1);
        loop.runPendingTasks();
        for (int i = 0; i < 3; i++) {
            publish(1);
            loop.runPendingTasks();
        }
        loop.advanceTimeBy(LONG.toNanos() - TimeUnit.SECONDS.toNanos(60), TimeUnit.NANOSECONDS);
        loop.runScheduledPendingTasks();
        assertThat(batches.ended).as("the interval is not over").hasSize(1);
        loop.advanceTimeBy(60, TimeUnit.SECONDS);
        loop.runScheduledPendingTasks();
        assertThat(batches.ended).containsExactly(List.of(1L), List.of(2L, 3L, 4L));
        assertThat(loop.runScheduledPendingTasks()).as("nothing is left to do").isEqualTo(-1);
    }

    @Test
    void readsALongBacklogInPartsOfABoundedLength() {
        reader(Duration.ZERO, false).start();
        publish(600);
        loop.runPendingTasks();
        loop.runScheduledPendingTasks();
        assertThat(batches.ended).extracting(List::size).containsExactly(256, 256, 88);
        assertThat(batches.ended.get(2)).last().isEqualTo(600L);
    }

    @Test
    void isRungOnceHoweverMuchIsPublishedAndAgainAfterItRead() {
        reader(Duration.ZERO, false).start();
        publish(1);
        publish(1);
        loop.runPendingTasks();
        assertThat(batches.ended).containsExactly(List.of(1L, 2L));
        publish(1);
        loop.runPendingTasks();
        loop.runScheduledPendingTasks(); // as it is busy, sockets go first
        assertThat(batches.ended).containsExactly(List.of(1L, 2L), List.of(3L));
    }

    @Test
    void readsWhenItIsPolledByALoopThatSpins() {
        RingReader reader = reader(Duration.ZERO, true);
        assertThat(reader.poll()).isZero();
        reader.start();
        publish(300);
        loop.runPendingTasks();
        assertThat(batches.ended).isEmpty();
        assertThat(reader.poll()).isEqualTo(256);
        assertThat(reader.poll()).isEqualTo(44);
        assertThat(reader.poll()).isZero();
        assertThat(batches.ended).hasSize(2);
        reader.stop();
        publish(1);
        assertThat(reader.poll()).isZero();
    }

    @Test
    void waitsForTheIntervalWhenItIsPolled() {
        RingReader reader = reader(LONG, true);
        reader.start();
        publish(1);
        assertThat(reader.poll()).isEqualTo(1);
        publish(1);
        assertThat(reader.poll()).isZero();
    }

    @Test
    void tellsThatItWasOvertaken() {
        reader(Duration.ZERO, false).start();
        publish(2_000);
        loop.runPendingTasks();
        assertThat(batches.laps).isEqualTo(1);
    }
}
