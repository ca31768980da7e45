package io.quotegate.gateway.http2;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameReader;
import org.jspecify.annotations.Nullable;

/** Reads frames and puts {@link FrameChecks} between them and the codec. Confined to its event loop. */
final class CheckedFrameReader implements Http2FrameReader {
    private final Http2FrameReader reader;
    private final Http2Connection http2;
    private final StreamHistory history;
    private final FloodGuard guard;

    private @Nullable Http2FrameListener codec; // another one once the preface was read
    private @Nullable FrameChecks checks;

    CheckedFrameReader(Http2FrameReader reader, Http2Connection http2, StreamHistory history, FloodGuard guard) {
        this.reader = reader;
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
        reader.readFrame(ctx, input, checks);
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
