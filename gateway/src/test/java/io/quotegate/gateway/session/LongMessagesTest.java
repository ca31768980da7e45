package io.quotegate.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.EventExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LongMessagesTest {
    private final EmbeddedChannel loop = new EmbeddedChannel();
    private final LongMessages messages = new LongMessages();
    private final List<String> inflated = new ArrayList<>();

    LongMessagesTest() {
        loop.freezeTime();
    }

    @AfterEach
    void close() {
        loop.finishAndReleaseAll();
    }

    private final class Client implements LongMessages.Member {
        final String name;
        int pieces;
        boolean takesNothing;
        boolean waits;

        Client(String name, int pieces) {
            this.name = name;
            this.pieces = pieces;
            ask();
        }

        void ask() {
            if (!waits) {
                waits = true;
                messages.add(this);
            }
        }

        @Override
        public EventExecutor loop() {
            return loop.eventLoop();
        }

        @Override
        public void goOn() {
            assertThat(messages.isTurnOf(this)).isTrue();
            while (!takesNothing && pieces > 0 && messages.admits(this)) {
                pieces--;
                inflated.add(name);
            }
        }

        @Override
        public void left() {
            waits = false;
        }
    }

    private void turns(int count) {
        for (int i = 0; i < count; i++) {
            loop.advanceTimeBy(1, TimeUnit.NANOSECONDS);
            loop.runScheduledPendingTasks();
        }
    }

    @Test
    void areInflatedAPieceATurnOneAfterAnother() {
        Client first = new Client("first", 2);
        Client second = new Client("second", 1);
        assertThat(messages.admits(first)).isFalse();
        turns(1);
        assertThat(inflated).containsExactly("first");
        turns(3);
        assertThat(inflated).containsExactly("first", "first", "second");
        assertThat(first.waits).isFalse();
        turns(1);
        assertThat(second.waits).isFalse();
        assertThat(loop.runScheduledPendingTasks()).as("nobody waits").isEqualTo(-1);
    }

    @Test
    void waitForNoClientThatTakesNothing() {
        Client stuck = new Client("stuck", 2);
        Client other = new Client("other", 1);
        turns(1);
        stuck.takesNothing = true;
        turns(2);
        assertThat(inflated).containsExactly("stuck", "other");
        assertThat(stuck.waits).isFalse();
        stuck.takesNothing = false;
        stuck.ask();
        turns(2);
        assertThat(inflated).containsExactly("stuck", "other", "stuck");
        assertThat(other.waits).isFalse();
    }
}
