package io.quotegate.gateway.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
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
import org.jspecify.annotations.Nullable;

/**
 * Netty's decoder, which notes when bytes come, so that a request that never ends is noticed, and throws away what comes
 * after the connection was ended. Lines end with CR and LF, and a field is one line: what reads otherwise to a proxy is
 * refused. While nothing more is wanted, because an answer is under way or those before are not taken, it decodes
 * nothing, keeps what came, and soon has no more read. A request in the bytes of the one before is not read again: the
 * {@link Http1Request} that was made of it is handed on instead. Confined to its connection's event loop.
 */
final class RequestDecoder extends HttpRequestDecoder {
    private static final int MAX_LINE_BYTES = 8 * 1024;
    private static final int MAX_CHUNK_BYTES = 16 * 1024;

    /** RFC 9112 §2.3. */
    private static final Pattern VERSION = Pattern.compile("HTTP/([0-9])\\.([0-9])");

    private final Http1Handler handler;
    private final Connection connection;
    private final ChunkLines chunkLines = new ChunkLines();
    private final FieldLines fieldLines = new FieldLines();
    private final SameRequest same = new SameRequest();

    private boolean open; // a head was read, whose body was not read to its end
    private boolean chunked; // that body

    private @Nullable ChannelHandlerContext ctx;
    private boolean holding; // what came, until it is wanted
    private boolean decoding;
    private boolean midMessage;

    RequestDecoder(Http1Handler handler, Connection connection) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(MAX_LINE_BYTES)
                .setMaxHeaderSize(RequestHead.MAX_BYTES)
                .setMaxChunkSize(MAX_CHUNK_BYTES)
                .setStrictLineParsing(true));
        this.handler = handler;
        this.connection = connection;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) throws Exception {
        ctx = context;
        super.handlerAdded(context);
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
        if (handler.isDeaf()) {
            connection.dropped(in.readableBytes());
            in.skipBytes(in.readableBytes());
            return;
        }
        holding = !handler.wantsMore();
        if (!holding) {
            decodeNext(ctx, in, out);
        }
    }

    private void decodeNext(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) throws Exception {
        int from = in.readerIndex();
        boolean begins = !midMessage;
        Http1Request again = begins ? same.take(in) : null;
        if (again != null) {
            out.add(again);
            connection.spend(1, in.readerIndex() - from);
            return;
        }
        same.pass();
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
        midMessage = true;
        super.decode(ctx, in, out);
        connection.spend(1, in.readerIndex() - from);
        long contentBytes = 0;
        for (int i = before; i < out.size(); i++) {
            if (out.get(i) instanceof HttpContent content) {
                contentBytes += content.content().readableBytes();
                midMessage = !(content instanceof LastHttpContent);
            }
        }
        chunkLines.onRead(in, contentBytes);
        if (out.size() > before) {
            look(out.get(before), out.get(out.size() - 1));
        }
        if (begins && out.size() == before + 2 && out.get(before + 1) == LastHttpContent.EMPTY_LAST_CONTENT) {
            same.note(in, from);
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

    /**
     * Whenever the bytes that were read just now come again, {@code request} comes in place of what is made of them; one
     * that leaves HTTP does not.
     */
    void remember(Http1Request request) {
        if (request.webSocketKey() == null) {
            same.remember(request);
        }
    }

    /** Whether what came is kept until it is wanted. */
    boolean isHolding() {
        return holding && actualReadableBytes() > 0;
    }

    /** Decodes what was kept, as far as it is wanted now. */
    void goOn() {
        if (!isHolding() || decoding || ctx == null || ctx.isRemoved()) {
            return;
        }
        connection.heard(false); // the time that it was kept is not the client's
        try {
            decodeAll(ctx, Unpooled.EMPTY_BUFFER);
            if (connection.isInputClosed() && !isHolding() && !ctx.isRemoved()) {
                super.userEventTriggered(ctx, ChannelInputShutdownEvent.INSTANCE);
            }
        } catch (Exception e) {
            connection.lost(e);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (connection.isEnding()) {
            connection.dropped(((ByteBuf) message).readableBytes());
            ReferenceCountUtil.release(message);
        } else {
            decodeAll(context, message);
        }
    }

    private void decodeAll(ChannelHandlerContext context, Object more) throws Exception {
        decoding = true;
        try {
            super.channelRead(context, more);
        } finally {
            decoding = false;
        }
        connection.heard(midMessage || actualReadableBytes() > 0);
        connection.pauseReading(holding && actualReadableBytes() > Http1Server.HELD_BYTES);
    }

    /** Netty would read on because nothing was decoded. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) throws Exception {
        if (holding) {
            context.fireChannelReadComplete();
        } else {
            super.channelReadComplete(context);
        }
    }

    /** What is kept is still to be decoded when the client has closed its half. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) throws Exception {
        if (event == ChannelInputShutdownEvent.INSTANCE && isHolding()) {
            context.fireUserEventTriggered(event);
        } else {
            super.userEventTriggered(context, event);
        }
    }
}
