package io.quotegate.bench.wire.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.codec.LengthFieldPrepender;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.quotegate.codec.frame.FrameReader;
import io.quotegate.text.ByteWriter;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Netty as its examples show it: its own codecs, and a frame written and flushed for each message and channel. The
 * publisher runs on the one event loop, so that no write changes threads.
 */
final class NettyPeer implements Peer {
    private static final int MAX_BYTES = 64 * 1024;

    private final Set<Channel> subscribers = new LinkedHashSet<>();

    @Override
    public Ports start(PeerOptions options, Publisher publisher) {
        NettyListener listener = new NettyListener();
        boolean answers = options.role() == PeerOptions.Role.ANSWER;
        int port = listener.listen(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline()
                        .addLast(new HttpServerCodec())
                        .addLast(new HttpObjectAggregator(MAX_BYTES))
                        .addLast(new WebSocketServerProtocolHandler("/", true))
                        .addLast(answers ? new WebSocketAnswers() : new Subscriptions());
            }
        });
        if (!answers) {
            listener.group()
                    .next()
                    .scheduleAtFixedRate(
                            () -> publisher.tick(push -> publish(push, publisher)), 1, 1, TimeUnit.MILLISECONDS);
            return new Ports(port, 0);
        }
        int frames = listener.listen(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                int header = FrameReader.HEADER_BYTES;
                channel.pipeline()
                        .addLast(new LengthFieldBasedFrameDecoder(MAX_BYTES, 0, header, 0, header))
                        .addLast(new LengthFieldPrepender(header))
                        .addLast(new FrameAnswers());
            }
        });
        return new Ports(port, frames);
    }

    private void publish(ByteWriter push, Publisher publisher) {
        ByteBuf text = PooledByteBufAllocator.DEFAULT.directBuffer(push.length());
        push.copyTo(text);
        for (Channel subscriber : subscribers) {
            if (subscriber.isWritable()) {
                subscriber.writeAndFlush(new TextWebSocketFrame(text.retainedDuplicate()), subscriber.voidPromise());
            } else {
                publisher.dropped(1);
            }
        }
        text.release();
    }

    /** Any message subscribes to everything. */
    private final class Subscriptions extends SimpleChannelInboundHandler<WebSocketFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
            subscribers.add(ctx.channel());
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            subscribers.remove(ctx.channel());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }

    /** Answers every text. */
    private static final class WebSocketAnswers extends SimpleChannelInboundHandler<TextWebSocketFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame) {
            ctx.writeAndFlush(new TextWebSocketFrame(ANSWER), ctx.voidPromise());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }

    /** Answers every frame. */
    @Sharable
    private static final class FrameAnswers extends SimpleChannelInboundHandler<ByteBuf> {
        private static final ByteBuf TEXT =
                Unpooled.unreleasableBuffer(Unpooled.directBuffer().writeBytes(FRAME_ANSWER.getBytes(UTF_8)));

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf frame) {
            ctx.writeAndFlush(TEXT.duplicate(), ctx.voidPromise());
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            ctx.close();
        }
    }
}
