package io.quotegate.gateway.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionTest {
    /** Whoever is at the other end reads nothing. */
    private final EmbeddedChannel channel = new EmbeddedChannel() {
        @Override
        protected void doWrite(ChannelOutboundBuffer out) {
            // no room in the socket
        }
    };

    private final Connection connection =
            new Connection(channel, new ConnectionSweeper(), new ConnectionMetrics(), 1000);

    @BeforeEach
    void freezeTime() {
        channel.freezeTime();
    }

    private static ByteBuf words(String text) {
        return Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII);
    }

    @Test
    void waitsMinutesForASlowClientToReadWhyItEnds() {
        connection.writeAndFlush(words("what it did not read"));
        connection.end(DisconnectReason.SLOW_CONSUMER, words("why"));
        pass(14, TimeUnit.MINUTES);
        assertThat(channel.isOpen()).isTrue();
        pass(1, TimeUnit.MINUTES);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void doesNotWaitForASlowClientThatThereIsNothingToTell() {
        connection.writeAndFlush(words("what it did not read"));
        connection.end(DisconnectReason.SLOW_CONSUMER, Unpooled.EMPTY_BUFFER);
        pass(1, TimeUnit.SECONDS);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void waitsASecondForAnyoneElse() {
        connection.writeAndFlush(words("what it did not read"));
        connection.end(DisconnectReason.SERVER_SHUTDOWN, words("why"));
        pass(999, TimeUnit.MILLISECONDS);
        assertThat(channel.isOpen()).isTrue();
        pass(1, TimeUnit.MILLISECONDS);
        assertThat(channel.isOpen()).isFalse();
    }

    private void pass(long duration, TimeUnit unit) {
        channel.advanceTimeBy(duration, unit);
        channel.runScheduledPendingTasks();
    }
}
