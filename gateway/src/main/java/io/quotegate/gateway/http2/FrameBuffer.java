package io.quotegate.gateway.http2;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersEncoder;
import io.quotegate.gateway.session.Connection;
import org.jspecify.annotations.Nullable;

/**
 * Puts frames of many streams into few buffers: heads and small bodies are written one behind another, large bodies are
 * sent as they are. Confined to its event loop.
 *
 * <pre>
 *  0            3      4       5           9
 *  +------------+------+-------+-----------+---------+
 *  | length     | type | flags | stream id | payload |
 *  +------------+------+-------+-----------+---------+
 * </pre>
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9113#section-4.1">RFC 9113 §4.1</a>
 */
final class FrameBuffer {
    private static final int HEADER_BYTES = 9;
    private static final int TYPE_OFFSET = 3;
    private static final int CAPACITY = 8 * 1024;
    private static final int COPIED_BYTES = 2 * 1024; // above this a body is sent as it is
    private static final int GO_AWAY_BYTES = 8;
    private static final int END_STREAM = Http2Flags.END_STREAM;
    private static final int END_HEADERS = Http2Flags.END_HEADERS;

    private final Http2HeadersEncoder encoder;
    private final Connection connection;

    private @Nullable ByteBuf out;

    FrameBuffer(Http2HeadersEncoder encoder, Connection connection) {
        this.encoder = encoder;
        this.connection = connection;
    }

    /** Adds a head or trailers, in as many frames as {@code maxFrameBytes} asks for. */
    void headers(ChannelHandlerContext ctx, int streamId, Http2Headers headers, boolean end, int maxFrameBytes)
            throws Http2Exception {
        ByteBuf buffer = room(ctx, HEADER_BYTES);
        int start = buffer.writerIndex();
        buffer.writeZero(HEADER_BYTES);
        encoder.encodeHeaders(streamId, headers, buffer);
        int length = buffer.writerIndex() - start - HEADER_BYTES;
        int flags = end ? END_STREAM : 0;
        if (length <= maxFrameBytes) {
            frameHeader(buffer, start, length, Http2FrameTypes.HEADERS, flags | END_HEADERS, streamId);
        } else {
            ByteBuf block = buffer.copy(start + HEADER_BYTES, length);
            buffer.writerIndex(start);
            continued(buffer, block, streamId, flags, maxFrameBytes);
            block.release();
        }
    }

    private static void continued(ByteBuf buffer, ByteBuf block, int streamId, int flags, int maxFrameBytes) {
        byte type = Http2FrameTypes.HEADERS;
        int frameFlags = flags;
        while (block.isReadable()) {
            int length = Math.min(maxFrameBytes, block.readableBytes());
            frameFlags |= length == block.readableBytes() ? END_HEADERS : 0;
            int start = buffer.writerIndex();
            buffer.writeZero(HEADER_BYTES);
            frameHeader(buffer, start, length, type, frameFlags, streamId);
            buffer.writeBytes(block, length);
            type = Http2FrameTypes.CONTINUATION;
            frameFlags = 0;
        }
    }

    /** Adds a piece of a body, which it takes over and which fits a frame. */
    void data(ChannelHandlerContext ctx, int streamId, ByteBuf piece, boolean end) {
        int length = piece.readableBytes();
        boolean copied = length <= COPIED_BYTES;
        ByteBuf buffer;
        try {
            buffer = room(ctx, copied ? HEADER_BYTES + length : HEADER_BYTES);
        } catch (Throwable fault) { // no memory
            piece.release();
            throw fault;
        }
        int start = buffer.writerIndex();
        buffer.writeZero(HEADER_BYTES);
        frameHeader(buffer, start, length, Http2FrameTypes.DATA, end ? END_STREAM : 0, streamId);
        if (copied) {
            buffer.writeBytes(piece);
            piece.release();
        } else {
            write(ctx);
            ctx.write(piece, ctx.voidPromise());
        }
    }

    /** A frame of settings that changes none, with {@code roomBytes} behind it. */
    static ByteBuf settings(ByteBufAllocator alloc, int roomBytes) {
        ByteBuf frame = alloc.directBuffer(HEADER_BYTES + roomBytes).writeZero(HEADER_BYTES);
        frameHeader(frame, 0, 0, Http2FrameTypes.SETTINGS, 0, 0);
        return frame;
    }

    /** The frame that ends a connection, apart from what was added. */
    static ByteBuf goAway(ByteBufAllocator alloc, int lastStreamId, long errorCode, String why) {
        byte[] debugData = why.getBytes(US_ASCII);
        int length = GO_AWAY_BYTES + debugData.length;
        ByteBuf frame = alloc.directBuffer(HEADER_BYTES + length).writeZero(HEADER_BYTES);
        frameHeader(frame, 0, length, Http2FrameTypes.GO_AWAY, 0, 0);
        return frame.writeInt(lastStreamId).writeInt((int) errorCode).writeBytes(debugData);
    }

    private static void frameHeader(ByteBuf buffer, int at, int length, byte type, int flags, int streamId) {
        buffer.setMedium(at, length);
        buffer.setByte(at + TYPE_OFFSET, type);
        buffer.setByte(at + TYPE_OFFSET + 1, flags);
        buffer.setInt(at + TYPE_OFFSET + 2, streamId);
    }

    private ByteBuf room(ChannelHandlerContext ctx, int bytes) {
        if (out != null && out.writerIndex() + bytes > CAPACITY) {
            write(ctx);
        }
        if (out == null) {
            out = connection.alloc().directBuffer(Math.max(CAPACITY, bytes));
        }
        return out;
    }

    /** Hands what was added to the channel, without flushing. */
    void write(ChannelHandlerContext ctx) {
        if (out != null) {
            ByteBuf full = out;
            out = null;
            connection.spoke();
            ctx.write(full, ctx.voidPromise());
        }
    }

    /** Throws away what was not written. */
    void release() {
        if (out != null) {
            out.release();
            out = null;
        }
    }
}
