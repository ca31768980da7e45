package io.quotegate.bench.wire.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler.HandshakeComplete;
import io.netty.util.ReferenceCountUtil;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.text.ByteWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What fan-out costs at least: a timer puts the quotes that are due into one buffer of finished frames, and every
 * connection gets one write and one flush of it. After the handshake there is no WebSocket codec. One event loop.
 */
final class FloorPeer implements Peer {
    private static final int MAX_HTTP_BYTES = 64 * 1024;

    private final List<Channel> subscribers = new ArrayList<>();
    private final ByteWriter batch = new ByteWriter(64 * 1024);

    @Override
    public Ports start(PeerOptions options, Publisher publisher) {
        NettyListener listener = new NettyListener();
        int port = listener.listen(new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline()
                        .addLast(new HttpServerCodec())
                        .addLast(new HttpObjectAggregator(MAX_HTTP_BYTES))
                        .addLast(new WebSocketServerProtocolHandler("/", true))
                        .addLast(new Subscriber());
            }
        });
        long everyNs = options.batch().toNanos();
        listener.group().next().scheduleAtFixedRate(() -> publish(publisher), everyNs, everyNs, TimeUnit.NANOSECONDS);
        return new Ports(port, 0);
    }

    private void publish(Publisher publisher) {
        batch.clear();
        int count = publisher.tick(
                push -> {
                    WebSocketFrames.header(batch, WebSocketFrames.FIN | WebSocketFrames.TEXT, push.length());
                    batch.put(push.array(), 0, push.length());
                },
                Integer.MAX_VALUE);
        if (count == 0 || subscribers.isEmpty()) {
            return;
        }
        ByteBuf bytes = PooledByteBufAllocator.DEFAULT.directBuffer(batch.length());
        batch.copyTo(bytes);
        for (int i = 0; i < subscribers.size(); i++) {
            Channel subscriber = subscribers.get(i);
            if (subscriber.isWritable()) {
                subscriber.writeAndFlush(bytes.retainedDuplicate(), subscriber.voidPromise());
            } else {
                publisher.dropped(count);
            }
        }
        bytes.release();
    }

    /** Joins with the first bytes after the handshake; what a client says does not matter. */
    private final class Subscriber extends ChannelInboundHandlerAdapter {
        private boolean joined;

        @Override
        public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
            if (event instanceof HandshakeComplete) {
                ctx.executor().execute(() -> leaveAlone(ctx.pipeline())); // once the codecs are through with it
            }
        }

        private void leaveAlone(ChannelPipeline pipeline) {
            while (pipeline.first() != null && pipeline.first() != this) {
                pipeline.removeFirst();
            }
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object message) {
            ReferenceCountUtil.release(message);
            if (!joined) {
                joined = true;
                subscribers.add(ctx.channel());
            }
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
}
