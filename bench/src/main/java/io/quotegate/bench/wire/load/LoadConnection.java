package io.quotegate.bench.wire.load;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.quotegate.codec.websocket.WebSocketFrames;
import org.jspecify.annotations.Nullable;

/** One connection of a load: handshake, frames, pings, and the end. Confined to its event loop. */
final class LoadConnection extends ChannelInboundHandlerAdapter implements FrameWalker.Listener {
    private static final int CLOSE_CODE_BYTES = 2;

    private final LoadPlan plan;
    private final Traffic traffic;
    private final Listener listener;
    private final FrameWalker frames;

    private @Nullable UpgradeReader upgrade;
    private @Nullable ChannelHandlerContext context;
    private boolean open;
    private String end = "lost";

    /** Hears of connections. */
    interface Listener {
        /** The connection can carry messages. */
        void onOpen(LoadConnection connection);

        /**
         * The connection ended.
         *
         * @param how the WebSocket close code, or {@code lost}
         */
        void onClosed(LoadConnection connection, boolean wasOpen, String how);
    }

    LoadConnection(LoadPlan plan, Traffic traffic, Listener listener) {
        this.plan = plan;
        this.traffic = traffic;
        this.listener = listener;
        boolean webSocket = plan.kind() != LoadPlan.Kind.REQUEST_FRAMES;
        frames = new FrameWalker(webSocket ? FrameLayout.WEBSOCKET : FrameLayout.PREFIX);
        upgrade = webSocket ? new UpgradeReader() : null;
    }

    Traffic traffic() {
        return traffic;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        if (upgrade == null) {
            open(ctx);
        } else {
            ctx.writeAndFlush(Unpooled.wrappedBuffer(UpgradeReader.request(plan.path(), plan.port())));
        }
    }

    private void open(ChannelHandlerContext ctx) {
        open = true;
        listener.onOpen(this);
        traffic.onOpen(ctx.channel());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            if (upgrade != null && upgrade.read(in)) {
                upgrade = null;
                open(ctx);
            }
            if (upgrade == null) {
                frames.walk(in, this);
            }
        } finally {
            in.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        traffic.onReadComplete();
    }

    @Override
    public void onFrame(int opcode, ByteBuf bytes, int at, int length) {
        if (opcode == WebSocketFrames.TEXT) {
            traffic.onMessage(bytes, at, length);
        } else if (opcode == WebSocketFrames.PING) {
            reply(WebSocketFrames.PONG, bytes, at, length);
        } else if (opcode == WebSocketFrames.CLOSE) {
            end = length < CLOSE_CODE_BYTES ? "1005" : String.valueOf(bytes.getUnsignedShort(at));
            reply(WebSocketFrames.CLOSE, bytes, at, Math.min(length, CLOSE_CODE_BYTES));
        }
    }

    private void reply(int opcode, ByteBuf bytes, int at, int length) {
        if (context != null) {
            byte[] payload = new byte[length];
            bytes.getBytes(at, payload);
            context.writeAndFlush(Frames.webSocket(opcode, payload));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        frames.close();
        listener.onClosed(this, open, end);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (end.equals("lost") && cause instanceof IllegalArgumentException) {
            end = String.valueOf(cause.getMessage());
        }
        ctx.close();
    }
}
