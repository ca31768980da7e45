package io.quotegate.bench.wire.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.quotegate.bench.attack.Http2Bytes;
import io.quotegate.cli.wire.FrameWalker;
import io.quotegate.cli.wire.Traffic;
import io.quotegate.cli.wire.WireConnection;
import io.quotegate.codec.proto.v1.StreamQuotesRequest;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a load that carries one stream of quotes of gRPC. Its windows are as large as can be, so that nothing
 * is to be said while it is measured: 2 GiB come before they are empty. Confined to its event loop.
 */
final class GrpcStreamConnection extends ChannelInboundHandlerAdapter {
    private static final int LARGEST_WINDOW = Integer.MAX_VALUE;
    private static final int FIRST_WINDOW = 65_535;
    private static final int STREAM = 1;
    private static final int TYPE = 0xFF;

    private final Traffic traffic;
    private final WireConnection.Listener listener;
    private final FrameWalker frames = new FrameWalker(Http2Layout.FRAME);
    private final FrameWalker messages = new FrameWalker(Http2Layout.MESSAGE);
    private final FrameWalker.Listener onFrame = this::onFrame;
    private final FrameWalker.Listener onMessage;

    private @Nullable ChannelHandlerContext context;
    private boolean open;
    private String end = "lost";

    /** @param traffic sends what {@link #call} made */
    GrpcStreamConnection(Traffic traffic, WireConnection.Listener listener) {
        this.traffic = traffic;
        this.listener = listener;
        onMessage = (opcode, bytes, at, length) -> traffic.onMessage(bytes, at, length);
    }

    /** All that a client says to have quotes: the preface, and the call for the pairs of {@code subscribe}, an operation. */
    static byte[] call(String subscribe) {
        StreamQuotesRequest.Builder request = StreamQuotesRequest.newBuilder();
        try {
            for (JsonNode pair : new ObjectMapper().readTree(subscribe).path("pairs")) {
                request.addPairs(pair.asText());
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("subscription: " + subscribe + " (expected: JSON)", e);
        }
        byte[] message = Http2Bytes.message(request.build().toByteArray());
        return new Http2Bytes()
                .preface(LARGEST_WINDOW)
                .windowUpdate(0, LARGEST_WINDOW - FIRST_WINDOW)
                .call(STREAM, "/quotegate.v1.QuoteService/StreamQuotes")
                .data(STREAM, message, true)
                .bytes();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        traffic.onOpen(ctx.channel());
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            frames.walk(in, onFrame);
        } finally {
            in.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        traffic.onReadComplete();
    }

    private void onFrame(int opcode, ByteBuf bytes, int at, int length) {
        int flags = opcode >>> Byte.SIZE;
        switch (opcode & TYPE) {
            case Http2FrameTypes.DATA -> onData(bytes, at, length);
            case Http2FrameTypes.HEADERS -> onHead(flags);
            case Http2FrameTypes.SETTINGS -> answer(Http2FrameTypes.SETTINGS, flags, bytes, at, 0);
            case Http2FrameTypes.PING -> answer(Http2FrameTypes.PING, flags, bytes, at, length);
            case Http2FrameTypes.RST_STREAM, Http2FrameTypes.GO_AWAY -> end("frame " + (opcode & TYPE));
            default -> {
                // window updates, which do not matter
            }
        }
    }

    /** Most frames are one message; others are put together. */
    private void onData(ByteBuf bytes, int at, int length) {
        messages.walk(bytes.slice(at, length), onMessage);
    }

    private void onHead(int flags) {
        if ((flags & Http2Flags.END_STREAM) != 0) {
            end("trailers");
        } else if (!open) {
            open = true;
            listener.onOpen();
        }
    }

    private void answer(int type, int flags, ByteBuf bytes, int at, int length) {
        if ((flags & Http2Flags.ACK) == 0 && context != null) {
            Http2Bytes answer = new Http2Bytes().frame(type, Http2Flags.ACK, 0, length);
            context.writeAndFlush(
                    Unpooled.wrappedBuffer(Unpooled.wrappedBuffer(answer.bytes()), bytes.copy(at, length)));
        }
    }

    private void end(String how) {
        end = how;
        if (context != null) {
            context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        frames.close();
        messages.close();
        listener.onClosed(open, end);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        end = end.equals("lost") && cause instanceof IllegalArgumentException
                ? String.valueOf(cause.getMessage())
                : end;
        ctx.close();
    }
}
