package io.quotegate.gateway.session;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.quotegate.gateway.testkit.PacedChannel;
import io.quotegate.testkit.LeakCheck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class BacklogTest {
    private final Backlog backlog = new Backlog();
    private final PacedChannel channel = new PacedChannel(0, PacedChannel.WRITE_OVERHEAD + 10);

    @AfterEach
    void close() {
        backlog.release();
        channel.finishAndReleaseAll();
    }

    private static ByteBuf words(String text) {
        return Unpooled.copiedBuffer(text, US_ASCII);
    }

    private String taken() {
        return new String(channel.taken(), US_ASCII);
    }

    @Test
    void writesInOrderWhatTheChannelTakes() {
        backlog.add(words("1234567890"));
        backlog.add(words("a"));
        backlog.add(words("b"));
        assertThat(backlog.bytes()).isEqualTo(12);
        backlog.writeTo(channel);
        assertThat(backlog.bytes()).as("the channel is full").isEqualTo(1);
        backlog.writeTo(channel);
        assertThat(backlog.bytes()).isEqualTo(1);
        channel.takeMore(100);
        assertThat(taken()).isEqualTo("1234567890a");
        backlog.writeTo(channel);
        assertThat(taken()).isEqualTo("b");
        assertThat(backlog.isEmpty()).isTrue();
    }

    @Test
    void goesOnByItselfWhenAFlushOfItsOwnMakesRoom() {
        int[] calls = {0};
        channel.pipeline().addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelWritabilityChanged(ChannelHandlerContext ctx) {
                calls[0]++;
                backlog.writeTo(channel); // while it writes already
            }
        });
        channel.takeMore(1_000);
        for (int i = 0; i < 10; i++) {
            backlog.add(words("123456789" + i));
        }
        backlog.writeTo(channel);
        assertThat(calls[0]).isPositive();
        assertThat(backlog.isEmpty()).isTrue();
        assertThat(taken()).hasSize(100).startsWith("1234567890123456789112").endsWith("1234567899");
    }

    @Test
    void writesAllWhateverTheChannelTakes() {
        backlog.add(words("1234567890"));
        backlog.add(words("1234567890"));
        backlog.endFor(DisconnectReason.CLIENT_BYE, channel);
        assertThat(backlog.isEmpty()).isTrue();
        channel.takeMore(100);
        assertThat(taken()).hasSize(20);
    }
}
