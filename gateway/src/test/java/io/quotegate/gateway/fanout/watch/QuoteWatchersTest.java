package io.quotegate.gateway.fanout.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.quotegate.fault.Faults;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QuoteWatchersTest {
    private static final int MANY = 10 * QuoteWatchers.MOST_A_TURN;

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Faults faults = new Faults();
    private final QuoteWatchers watchers = new QuoteWatchers(channel.eventLoop(), 3, faults.at("fanout"));
    private final List<String> told = new ArrayList<>();

    QuoteWatchersTest() {
        channel.freezeTime();
    }

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    private static BitSet ids(int... ids) {
        BitSet set = new BitSet();
        for (int id : ids) {
            set.set(id);
        }
        return set;
    }

    private QuoteWatcher watch(String name, int... instruments) {
        QuoteWatcher watcher = () -> told.add(name);
        watchers.add(ids(instruments), watcher);
        return watcher;
    }

    private void batch(int... instruments) {
        for (int instrument : instruments) {
            watchers.onQuote(instrument);
        }
        watchers.onBatchEnd();
    }

    private void nextTurn() {
        channel.advanceTimeBy(1, TimeUnit.NANOSECONDS);
        channel.runScheduledPendingTasks();
    }

    @Test
    void tellsEachOncePerBatchHoweverManyQuotesConcernIt() {
        watch("both", 0, 1);
        watch("second", 1);
        watch("third", 2);
        batch(0, 1, 0, 1, 1);
        assertThat(told).containsExactly("both", "second");
        batch();
        batch(2);
        assertThat(told).containsExactly("both", "second", "third");
    }

    @Test
    void tellsSoManyInATurnAndAllBeforeAnyIsToldAgain() {
        for (int i = 0; i < MANY; i++) {
            watch("w" + i, 0);
        }
        int turns = 0;
        for (int before = -1; told.size() < 2 * MANY; turns++) {
            before = told.size();
            batch(0);
            assertThat(told.size() - before)
                    .as("work in turn %d", turns)
                    .isLessThanOrEqualTo(QuoteWatchers.MOST_A_TURN);
            nextTurn();
            assertThat(told.size()).isLessThanOrEqualTo(before + 2 * QuoteWatchers.MOST_A_TURN);
        }
        assertThat(told.subList(0, MANY)).doesNotHaveDuplicates();
        assertThat(told.subList(MANY, 2 * MANY)).doesNotHaveDuplicates();
    }

    @Test
    void goesOnWithoutAnotherQuoteUntilAllAreTold() {
        for (int i = 0; i < MANY; i++) {
            watch("w" + i, 0);
        }
        batch(0);
        for (int turn = 0; turn < MANY; turn++) {
            nextTurn();
        }
        assertThat(told).hasSize(MANY).doesNotHaveDuplicates();
    }

    @Test
    void tellsNobodyWhoHasLeftAndLetsWatchersLeaveWhileTheyAreTold() {
        List<QuoteWatcher> added = new ArrayList<>();
        QuoteWatcher leaving = () -> {
            told.add("leaving");
            added.forEach(other -> watchers.remove(ids(0), other));
        };
        watchers.add(ids(0), leaving);
        added.add(leaving);
        added.add(watch("left before its turn", 0));
        batch(0);
        batch(0);
        assertThat(told).containsExactly("leaving");
        assertThat(watchers.isEmpty()).isTrue();
    }

    @Test
    void tellsTheOthersWhenOneFails() {
        watchers.add(ids(0), () -> {
            throw new IllegalStateException("of this test");
        });
        watch("other", 0);
        batch(0);
        assertThat(told).containsExactly("other");
        assertThat(faults.counts()).containsEntry("fanout", 1L);
    }

    @Test
    void tellsOfAnotherCauseInItsTurn() {
        watchers.onChange(() -> told.add("woken"));
        assertThat(told).isEmpty();
        nextTurn();
        assertThat(told).containsExactly("woken");
    }
}
