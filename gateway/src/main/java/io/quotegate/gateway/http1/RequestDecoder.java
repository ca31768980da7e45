package io.quotegate.gateway.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.quotegate.gateway.http.RequestHead;
import io.quotegate.gateway.session.Connection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Netty's decoder, which notes when bytes come, so that a request that never ends is noticed, and throws away what comes
 * after the connection was ended. Confined to its connection's event loop.
 */
final class RequestDecoder extends HttpRequestDecoder {
    private static final int MAX_LINE_BYTES = 8 * 1024;
    private static final int MAX_CHUNK_BYTES = 16 * 1024;

    /** RFC 9112 §2.3. */
    private static final Pattern VERSION = Pattern.compile("HTTP/([0-9])\\.([0-9])");

    private final Connection connection;
    private final ChunkLines chunkLines = new ChunkLines();

    RequestDecoder(Connection connection) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setMaxHeaderSize(RequestHead.MAX_BYTES)
                .setMaxChunkSize(MAX_CHUNK_BYTES));
        this.connection = connection;
    }

    /**
     * The version is as it is said, which Netty does not look at closely; a later 1.x is served as what it promises to be.
     */
    @Override
    protected HttpMessage createMessage(String[] initialLine) throws Exception {
        Matcher version = VERSION.matcher(initialLine[2]);
        if (!version.matches()) {
            throw new IllegalArgumentException("version: " + initialLine[2] + " (expected: HTTP/1.1)");
        }
        boolean later = version.group(1).equals("1") && !version.group(2).equals("0");
        return super.createMessage(
                later ? new String[] {initialLine[0], initialLine[1], HttpVersion.HTTP_1_1.text()} : initialLine);
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        if (!chunkLines.isRight(in)) {
            in.skipBytes(in.readableBytes());
            LastHttpContent broken = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER);
            broken.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("chunk line")));
            out.add(broken);
            return;
        }
        int before = out.size();
        super.decode(ctx, in, out);
        long contentBytes = 0;
        for (int i = before; i < out.size(); i++) {
            if (out.get(i) instanceof HttpContent content) {
                contentBytes += content.content().readableBytes();
            }
        }
        chunkLines.onRead(in, contentBytes);
        if (out.size() > before
                && out.get(out.size() - 1) instanceof HttpRequest request
                && HttpUtil.isTransferEncodingChunked(request)) {
            chunkLines.begin();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
        if (connection.isEnding()) {
            connection.dropped(((ByteBuf) message).readableBytes());
            ReferenceCountUtil.release(message);
        } else {
            connection.heard(true); // until the request is whole
            super.channelRead(ctx, message);
        }
    }
}
