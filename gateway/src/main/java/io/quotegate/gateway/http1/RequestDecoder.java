package io.quotegate.gateway.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
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
 * after the connection was ended. Lines end with CR and LF, and a field is one line: what reads otherwise to a proxy is
 * refused. Confined to its connection's event loop.
 */
final class RequestDecoder extends HttpRequestDecoder {
    private static final int MAX_LINE_BYTES = 8 * 1024;
    private static final int MAX_CHUNK_BYTES = 16 * 1024;

    /** RFC 9112 §2.3. */
    private static final Pattern VERSION = Pattern.compile("HTTP/([0-9])\\.([0-9])");

    private final Connection connection;
    private final ChunkLines chunkLines = new ChunkLines();
    private final FieldLines fieldLines = new FieldLines();

    private boolean open; // a head was read, whose body was not read to its end
    private boolean chunked; // that body

    RequestDecoder(Connection connection) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setMaxHeaderSize(RequestHead.MAX_BYTES)
                .setMaxChunkSize(MAX_CHUNK_BYTES)
                .setStrictLineParsing(true));
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
            refuse(in, out, "chunk line");
            return;
        }
        boolean trailers = open && chunked && !chunkLines.isInBody();
        if ((trailers || !open) && !fieldLines.areWhole(in, trailers)) {
            refuse(in, out, "a field that goes on in the next line");
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
        if (out.size() > before) {
            look(out.get(before), out.get(out.size() - 1));
        }
    }

    /** Notes what is next behind {@code first} to {@code last}, which were read. */
    private void look(Object first, Object last) {
        if (first instanceof HttpRequest request) {
            open = true;
            chunked = HttpUtil.isTransferEncodingChunked(request);
            fieldLines.ended();
        }
        if (last instanceof LastHttpContent) {
            open = false;
        } else if (last instanceof HttpRequest && chunked) {
            chunkLines.begin();
        }
    }

    /** Hands on, in place of all that is in {@code in}, that nothing can be made of it. */
    private void refuse(ByteBuf in, List<Object> out, String why) {
        in.skipBytes(in.readableBytes());
        DecoderResult failure = DecoderResult.failure(new IllegalArgumentException(why));
        HttpObject broken = open
                ? new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER)
                : new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/", Unpooled.EMPTY_BUFFER);
        broken.setDecoderResult(failure);
        out.add(broken);
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
