package io.quotegate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NodeChoiceTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final NodeChoice choice = new NodeChoice(10 * SECOND);

    private record Node(int rank, boolean isReady, boolean isHeard, long heardNs, long wellSinceNs)
            implements NodeChoice.Candidate {
        static Node well(int rank, long heardNs, long wellSinceNs) {
            return new Node(rank, true, true, heardNs, wellSinceNs);
        }
    }

    @Test
    void beginsWithTheLowestRank() {
        Node second = Node.well(1, 0, 0);
        Node first = Node.well(0, 0, 0);
        assertThat(choice.choose(List.of(second, first), null, 0)).isSameAs(first);
        assertThat(choice.choose(List.<Node>of(), null, 0)).isNull();
    }

    @Test
    void doesNotFollowOneOfWhichItOnlyKnowsThatItIsThere() {
        Node unheard = new Node(0, true, false, 0, 0);
        assertThat(choice.choose(List.of(unheard), null, 0)).isNull();
    }

    @Test
    void leavesOneThatWasSilentForThreeHeartbeatsAtOnce() {
        long silence = 3 * NodeChoice.HEARTBEAT_NS;
        Node first = Node.well(0, 0, 0);
        Node second = Node.well(1, silence, 0);
        assertThat(choice.choose(List.of(first, second), first, silence)).isSameAs(first);
        assertThat(choice.choose(List.of(first, second), first, silence + NodeChoice.HEARTBEAT_NS / 5))
                .isSameAs(second);
        assertThat(NodeChoice.DEAD_AFTER_NS).as("so that 400 ms hold").isLessThan(TimeUnit.MILLISECONDS.toNanos(350));
    }

    @Test
    void returnsToABetterOneWhenItHasBeenWellForAWhile() {
        Node second = Node.well(1, 20 * SECOND, 0);
        Node first = Node.well(0, 20 * SECOND, 10 * SECOND + 1);
        assertThat(choice.choose(List.of(first, second), second, 20 * SECOND)).isSameAs(second);
        Node longer = Node.well(0, 20 * SECOND, 10 * SECOND);
        assertThat(choice.choose(List.of(longer, second), second, 20 * SECOND)).isSameAs(longer);
    }

    @Test
    void takesTurnsWithNobodyOfTheSameRank() {
        Node followed = Node.well(0, 0, 5);
        Node older = Node.well(0, 0, 0);
        assertThat(choice.choose(List.of(older, followed), followed, 0)).isSameAs(followed);
        assertThat(choice.choose(List.of(followed, older), null, 0))
                .as("at first")
                .isSameAs(older);
    }

    @Test
    void prefersOneThatHasQuotes() {
        Node empty = new Node(0, false, true, 0, 0);
        Node full = Node.well(1, 0, 0);
        assertThat(choice.choose(List.of(empty, full), null, 0)).isSameAs(full);
        assertThat(choice.choose(List.of(empty, full), empty, 0)).isSameAs(full);
        assertThat(choice.choose(List.of(empty), null, 0))
                .as("better than none")
                .isSameAs(empty);
    }

    @Test
    void followsNobodyWhenAllAreSilent() {
        Node first = Node.well(0, 0, 0);
        assertThat(choice.choose(List.of(first), first, SECOND)).isNull();
    }
}
