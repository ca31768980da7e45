package io.quotegate.cli.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.quotegate.codec.websocket.WebSocketFrames;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a load, over WebSocket or in length-prefixed frames: handshake, frames, pings, and the end. What is
 * said and counted is its {@link Traffic}'s. Confined to its event loop.
 */
public final class WireConnection extends ChannelInboundHandlerAdapter {
    private static final int CLOSE_CODE_BYTES = 2;

    private final Traffic traffic;
    private final Listener listener;
    private final FrameWalker frames;
    private final FrameWalker.Listener onFrame = this::onFrame;
    private final byte[] opening; // of the handshake; empty if there is none

    private @Nullable UpgradeReader upgrade;
    private @Nullable ChannelHandlerContext context;
    private boolean open;
    private String end = "lost";

    /** Hears of connections. */
    public interface Listener {
        /** The connection can carry messages. */
        void onOpen();

        /**
         * The connection ended.
         *
         * @param how the WebSocket close code, what was wrong with what came, or {@code lost}
         */
        void onClosed(boolean wasOpen, String how);
    }

    private WireConnection(FrameLayout layout, byte[] opening, Traffic traffic, Listener listener) {
        this.opening = opening;
        this.traffic = traffic;
        this.listener = listener;
        frames = new FrameWalker(layout);
        upgrade = opening.length == 0 ? null : new UpgradeReader();
    }

    /**
     * A WebSocket.
     *
     * @param authority where it is, {@code host:port}
     * @param path      with its query
     * @param fields    more lines of the request's head
     */
    public static WireConnection webSocket(
            String authority, String path, String fields, Traffic traffic, Listener listener) {
        return new WireConnection(
                MessageLayout.WEBSOCKET, UpgradeReader.request(authority, path, fields), traffic, listener);
    }

    /** A connection that carries length-prefixed frames from its start. */
    public static WireConnection frames(Traffic traffic, Listener listener) {
        return new WireConnection(MessageLayout.PREFIX, new byte[0], traffic, listener);
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        if (upgrade == null) {
            open(ctx);
        } else {
            ctx.writeAndFlush(Unpooled.wrappedBuffer(opening));
        }
    }

    private void open(ChannelHandlerContext ctx) {
        open = true;
        listener.onOpen();
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
                frames.walk(in, onFrame);
            }
        } finally {
            in.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        traffic.onReadComplete();
    }

    private void onFrame(int opcode, ByteBuf bytes, int at, int length) {
        if (opcode == WebSocketFrames.TEXT || opcode == WebSocketFrames.BINARY) {
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
            context.writeAndFlush(ClientFrames.webSocket(opcode, payload));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        frames.close();
        listener.onClosed(open, end);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (end.equals("lost") && cause instanceof IllegalArgumentException) {
            end = String.valueOf(cause.getMessage());
        }
        ctx.close();
    }
}
