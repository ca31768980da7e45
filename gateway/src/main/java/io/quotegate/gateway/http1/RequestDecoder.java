package io.quotegate.gateway.http1;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.ReferenceCountUtil;
import io.quotegate.gateway.session.Connection;

/**
 * Netty's decoder, which notes when bytes come, so that a request that never ends is noticed, and throws away what comes
 * after the connection was ended. Confined to its connection's event loop.
 */
final class RequestDecoder extends HttpRequestDecoder {
    private static final int MAX_LINE_BYTES = 8 * 1024;
    private static final int MAX_HEADER_BYTES = 16 * 1024;
    private static final int MAX_CHUNK_BYTES = 16 * 1024;

    private final Connection connection;

    RequestDecoder(Connection connection) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setMaxHeaderSize(MAX_HEADER_BYTES)
                .setMaxChunkSize(MAX_CHUNK_BYTES));
        this.connection = connection;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (connection.isEnding()) {
            ReferenceCountUtil.release(message);
        } else {
            connection.heard(true); // until the request is whole
            super.channelRead(ctx, message);
        }
    }
}
