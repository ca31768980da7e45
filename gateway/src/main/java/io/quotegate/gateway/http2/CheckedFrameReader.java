package io.quotegate.gateway.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.quotegate.gateway.session.Connection;
import org.jspecify.annotations.Nullable;

/**
 * Reads frames and puts {@link FrameChecks} between them and the codec, one after another for as long as the client takes
 * what it is answered. Confined to its event loop.
 */
final class CheckedFrameReader implements Http2FrameReader {
    private static final int HEADER_BYTES = 9;
    private static final int TYPE_OFFSET = 3;

    private final Http2FrameReader reader;
    private final Connection carrier;
    private final Http2Connection http2;
    private final StreamHistory history;
    private final FloodGuard guard;

    private @Nullable Http2FrameListener codec; // another one once the preface was read
    private @Nullable FrameChecks checks;
    private boolean holding;
    private boolean midHead; // CONTINUATION must follow

    CheckedFrameReader(
            Http2FrameReader reader,
            Connection carrier,
            Http2Connection http2,
            StreamHistory history,
            FloodGuard guard) {
        this.reader = reader;
        this.carrier = carrier;
        this.http2 = http2;
        this.history = history;
        this.guard = guard;
    }

    @Override
    public void readFrame(ChannelHandlerContext ctx, ByteBuf input, Http2FrameListener listener) throws Http2Exception {
        if (checks == null || codec != listener) {
            codec = listener;
            checks = new FrameChecks(listener, http2, history, guard);
        }
        holding = false;
        while (hasNext(input) && !holding) {
            holding = !carrier.restrain();
            if (!holding) {
                readNext(ctx, input, checks);
            }
        }
    }

    /** Whether the next frame is whole; of one that is too long the header is enough. */
    private static boolean hasNext(ByteBuf input) {
        return input.readableBytes() >= HEADER_BYTES && length(input) <= input.readableBytes();
    }

    private static int length(ByteBuf input) {
        int payload = input.getUnsignedMedium(input.readerIndex());
        return payload > Http2Limits.FRAME_BYTES ? HEADER_BYTES : HEADER_BYTES + payload;
    }

    private void readNext(ChannelHandlerContext ctx, ByteBuf input, FrameChecks next) throws Http2Exception {
        int start = input.readerIndex();
        int type = input.getByte(start + TYPE_OFFSET);
        byte flags = input.getByte(start + TYPE_OFFSET + 1);
        carrier.spend(isEndOfBody(type, flags) ? 0 : 1, length(input)); // its HEADERS counted
        midHead = (type == Http2FrameTypes.HEADERS || midHead) && (flags & Http2Flags.END_HEADERS) == 0;
        int end = input.writerIndex();
        input.writerIndex(start + length(input));
        try {
            reader.readFrame(ctx, input, next);
        } finally {
            input.writerIndex(end);
        }
        carrier.heard(midHead);
    }

    private static boolean isEndOfBody(int type, int flags) {
        return type == Http2FrameTypes.DATA && (flags & Http2Flags.END_STREAM) != 0;
    }

    /** Whether frames were left unread because the client takes none of our answers. */
    boolean isHolding() {
        return holding;
    }

    /** Whether a frame, of which {@code restBytes} came, or a head of several was begun and is to be ended by the client. */
    boolean isAmid(int restBytes) {
        return midHead || (restBytes > 0 && !holding);
    }

    @Override
    public Configuration configuration() {
        return reader.configuration();
    }

    @Override
    public void close() {
        reader.close();
    }
}
