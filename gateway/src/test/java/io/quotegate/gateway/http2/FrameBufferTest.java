package io.quotegate.gateway.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http2.DefaultHttp2HeadersEncoder;
import io.quotegate.fault.Faults;
import io.quotegate.gateway.auth.Callers;
import io.quotegate.gateway.http.TestEndpoint;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.ConnectionMetrics;
import io.quotegate.gateway.session.ConnectionSweeper;
import io.quotegate.testkit.LeakCheck;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class FrameBufferTest {
    private final EmbeddedChannel channel = new EmbeddedChannel(new ChannelInboundHandlerAdapter());
    private final ChannelHandlerContext ctx = channel.pipeline().firstContext();
    private final Connection connection = new Connection(
            channel,
            new ConnectionSweeper(new Faults().at("connections")),
            new ConnectionMetrics(),
            1 << 20,
            Callers.anybody());
    private final FrameBuffer frames = new FrameBuffer(new DefaultHttp2HeadersEncoder(), connection);

    @AfterEach
    void close() {
        frames.release();
        channel.finishAndReleaseAll();
    }

    private static ByteBuf piece(int length) {
        return Unpooled.buffer(length).writeZero(length);
    }

    /** The lengths of what was handed to the channel. */
    private List<Integer> written() {
        channel.flush();
        List<Integer> lengths = new ArrayList<>();
        for (ByteBuf buffer = channel.readOutbound(); buffer != null; buffer = channel.readOutbound()) {
            lengths.add(buffer.readableBytes());
            buffer.release();
        }
        return lengths;
    }

    @Test
    void putsSmallFramesIntoOneBuffer() {
        for (int i = 0; i < 10; i++) {
            frames.data(ctx, 1 + 2 * i, piece(100), false);
        }
        assertThat(written()).isEmpty();
        frames.write(ctx);
        frames.write(ctx);
        assertThat(written()).containsExactly(10 * 109);
    }

    @Test
    void beginsAnotherBufferWhenOneIsFull() {
        for (int i = 0; i < 5; i++) {
            frames.data(ctx, 1, piece(2048), false);
        }
        frames.write(ctx);
        assertThat(written()).containsExactly(3 * 2057, 2 * 2057);
    }

    @Test
    void sendsALargePieceAsItIsBehindItsHeader() {
        frames.data(ctx, 1, piece(10), false);
        ByteBuf large = piece(2049);
        frames.data(ctx, 3, large, true);
        frames.data(ctx, 5, piece(10), false);
        frames.write(ctx);
        channel.flush();
        ByteBuf before = channel.readOutbound();
        assertThat(before.readableBytes()).isEqualTo(19 + 9);
        assertThat(before.getUnsignedMedium(19)).isEqualTo(2049);
        assertThat(before.getByte(19 + 4)).as("END_STREAM").isEqualTo((byte) 1);
        assertThat(before.getInt(19 + 5)).isEqualTo(3);
        ByteBuf same = channel.readOutbound();
        assertThat(same).isSameAs(large);
        assertThat(written()).containsExactly(19);
        before.release();
        same.release();
    }

    @Test
    void writesAHeadAsOneFrameWhereItFits() throws Exception {
        frames.headers(ctx, 7, ResponseHeads.of(TestEndpoint.HEAD), true, 16_384);
        frames.write(ctx);
        channel.flush();
        ByteBuf out = channel.readOutbound();
        assertThat(out.getUnsignedMedium(0)).isEqualTo(out.readableBytes() - 9);
        assertThat(out.getByte(3)).isEqualTo((byte) 1);
        assertThat(out.getByte(4)).as("END_STREAM and END_HEADERS").isEqualTo((byte) 5);
        assertThat(out.getInt(5)).isEqualTo(7);
        out.release();
    }

    @Test
    void saysGoodbyeApartFromWhatItHolds() {
        ByteBuf goAway = FrameBuffer.goAway(UnpooledByteBufAllocator.DEFAULT, 5, 11, "x");
        assertThat(goAway.readableBytes()).isEqualTo(9 + 8 + 1);
        assertThat(goAway.getByte(3)).isEqualTo((byte) 7);
        assertThat(goAway.getInt(9)).isEqualTo(5);
        assertThat(goAway.getInt(13)).isEqualTo(11);
        goAway.release();
    }

    @Test
    void throwsAwayWhatWasNotWritten() {
        frames.data(ctx, 1, piece(10), false);
        frames.release();
        frames.release();
        frames.write(ctx);
        assertThat(written()).isEmpty();
    }
}
