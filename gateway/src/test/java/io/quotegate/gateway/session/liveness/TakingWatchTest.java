package io.quotegate.gateway.session.liveness;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.gateway.testkit.PacedChannel;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TakingWatchTest {
    private final TakingWatch watch = new TakingWatch();

    @Test
    void countsFromWhenSomethingBeganToWait() {
        assertThat(watch.idleNs(100, false, 1)).isZero();
        assertThat(watch.idleNs(200, true, 1)).isZero();
        assertThat(watch.idleNs(350, true, 1)).isEqualTo(150);
        assertThat(watch.idleNs(400, false, 1)).isZero();
        assertThat(watch.idleNs(500, true, 1))
                .as("it took all, and this is another piece")
                .isZero();
    }

    @Test
    void countsAnewWhenSomethingWasTaken() {
        watch.idleNs(100, true, 1);
        assertThat(watch.idleNs(200, true, 2)).isZero();
        assertThat(watch.idleNs(250, true, 2)).isEqualTo(50);
    }

    @Test
    void seesEveryByteThatASocketTakesHoweverMuchIsWrittenBehindIt() {
        PacedChannel channel = new PacedChannel(0, 1_000);
        Unsent unsent = new Unsent(channel);
        channel.writeOneOutbound(words("a large answer"));
        channel.flushOutbound();
        long first = unsent.mark();
        channel.writeOneOutbound(words("and another"));
        channel.flushOutbound();
        assertThat(unsent.mark()).isEqualTo(first);
        channel.takeMore(1);
        long second = unsent.mark();
        assertThat(second).isNotEqualTo(first);
        channel.takeMore(20);
        assertThat(unsent.mark()).isNotEqualTo(second);
        channel.finishAndReleaseAll();
    }

    private static ByteBuf words(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }
}
