package io.quotegate.ring;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.market.Venue;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class DoorbellTest {
    private final Deque<Runnable> reader = new ArrayDeque<>(); // tasks of the reader's thread
    private int rung;
    private final Doorbell doorbell = new Doorbell(reader::add, () -> rung++);

    private void turn() {
        while (!reader.isEmpty()) {
            reader.remove().run();
        }
    }

    @Test
    void wakesItsReaderOnceHoweverMuchComesBeforeItReads() {
        doorbell.ring();
        doorbell.ring();
        assertThat(reader).hasSize(1);
        turn();
        doorbell.ring();
        assertThat(reader).as("the reader has not read yet").isEmpty();
        doorbell.rearm();
        doorbell.ring();
        turn();
        assertThat(rung).isEqualTo(2);
    }

    @Test
    void isRungByAnAnnouncementOfSomethingNewWhileItIsHung() {
        QuotePublisher publisher = new QuotePublisher(QuoteRing.ofCapacity(8), new TopOfBook(1));
        publisher.addDoorbell(doorbell);
        publisher.announce();
        assertThat(reader).as("nothing was published").isEmpty();
        publisher.quote().instrumentId(0).venue(Venue.OKX).seq(1);
        publisher.publishQuote();
        assertThat(reader).as("a batch is announced as one").isEmpty();
        publisher.announce();
        publisher.announce();
        assertThat(reader).hasSize(1);
        turn();
        doorbell.rearm();
        publisher.removeDoorbell(doorbell);
        publisher.publishQuote();
        publisher.announce();
        assertThat(reader).isEmpty();
    }

    @Test
    void isRungAgainByTheNextAnnouncementWhenItsReaderCouldNotBeWoken() {
        QuotePublisher publisher = new QuotePublisher(QuoteRing.ofCapacity(8), new TopOfBook(1));
        int[] refusals = {1};
        Doorbell refused = new Doorbell(
                task -> {
                    if (refusals[0]-- > 0) {
                        throw new OutOfMemoryError("of this test");
                    }
                    reader.add(task);
                },
                () -> rung++);
        publisher.addDoorbell(refused);
        publisher.addDoorbell(doorbell);
        publisher.quote().instrumentId(0).venue(Venue.OKX).seq(1);
        publisher.publishQuote();
        publisher.announce();
        turn();
        assertThat(rung).as("the other one is not kept from its ring").isOne();
        publisher.announce();
        turn();
        assertThat(rung).isEqualTo(2);
    }
}
