package io.quotegate.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.quotegate.gateway.exchange.Exchange;
import io.quotegate.gateway.exchange.ExchangeHandler;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Protocol;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request of HTTP/1.1 and its answer. An answer that is whole before it is flushed, or whose head says how long it
 * is, has a length, and the connection lives on; any other ends with the connection. Confined to its event loop.
 */
final class Http1Exchange implements Exchange {
    private static final int WINDOW_BYTES = 64 * 1024;

    private final ChannelHandlerContext ctx;
    private final Connection connection;
    private final LoopContext loop;
    private final boolean keepAlive;
    private final Runnable onFinished;
    private final CompositeByteBuf whole; // what was written before the first flush

    private @Nullable ExchangeHandler handler;
    private @Nullable Protocol protocol; // it counts as a connection of
    private @Nullable DisconnectReason reason;
    private Http2Headers head = new DefaultHttp2Headers(false, 1).status("200");
    private ByteBuf lastWords = Unpooled.EMPTY_BUFFER;
    private boolean streaming; // the head is on its way
    private boolean finished;
    private boolean closed;
    private int unread; // bytes of the body that were not looked at

    Http1Exchange(
            ChannelHandlerContext ctx,
            Connection connection,
            LoopContext loop,
            boolean keepAlive,
            Runnable onFinished) {
        this.ctx = ctx;
        this.connection = connection;
        this.loop = loop;
        this.keepAlive = keepAlive;
        this.onFinished = onFinished;
        whole = ctx.alloc().compositeBuffer(Integer.MAX_VALUE);
    }

    void handler(ExchangeHandler answering) {
        handler = answering;
    }

    /** Whether all of the answer is written. */
    boolean isFinished() {
        return finished;
    }

    /** Notes bytes of the body; false if there are more than may wait. */
    boolean mayHold(int bytes) {
        unread += bytes;
        return unread <= loop.limits().frameBytes() + WINDOW_BYTES;
    }

    /** It is over, whoever ended it. */
    void close() {
        if (!closed) {
            closed = true;
            whole.release();
            if (protocol != null) {
                DisconnectReason known = finished ? DisconnectReason.COMPLETED : DisconnectReason.CLIENT_CLOSED;
                loop.metrics().ended(protocol, reason == null ? known : reason);
            }
            if (handler != null) {
                handler.onClosed(finished);
            }
        }
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public LoopContext loop() {
        return loop;
    }

    @Override
    public void speak(Protocol spoken) {
        protocol = spoken;
        loop.metrics().opened(spoken);
    }

    @Override
    public void respond(Http2Headers newHead) {
        head = newHead;
    }

    @Override
    public void respond(Http2Headers newHead, ByteBuf body) {
        respond(newHead);
        write(body);
        finish();
    }

    @Override
    public void finish() {
        if (finished || closed) {
            return;
        }
        finished = true;
        ctx.executor().execute(onFinished);
        boolean last = !keepAlive || reason != null;
        if (streaming && isSized() && !last) {
            ctx.write(LastHttpContent.EMPTY_LAST_CONTENT, ctx.voidPromise());
            return;
        }
        if (streaming) {
            connection.end(reason == null ? DisconnectReason.COMPLETED : reason, lastWords);
            return;
        }
        whole.addComponent(true, lastWords);
        DefaultFullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status(), whole.retain());
        addHead(response);
        if (!isSized() && status().code() != HttpResponseStatus.NOT_MODIFIED.code()) {
            response.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, whole.readableBytes());
        }
        if (last) {
            response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        connection.spoke();
        ctx.write(response, ctx.voidPromise());
        if (last) {
            connection.end(reason == null ? DisconnectReason.COMPLETED : reason, Unpooled.EMPTY_BUFFER);
        }
    }

    @Override
    public void finish(Http2Headers trailers) {
        if (!streaming) {
            head = trailers; // nothing that is served over HTTP/1.1 has trailers behind a body
        }
        finish();
    }

    /** Whether the head says how long the body is, which is then its writer's to keep to. */
    private boolean isSized() {
        return head.contains(HttpHeaderNames.CONTENT_LENGTH);
    }

    @Override
    public boolean carriesTrailers() {
        return false;
    }

    private HttpResponseStatus status() {
        return HttpResponseStatus.parseLine(head.status());
    }

    private void addHead(HttpResponse response) {
        for (Map.Entry<CharSequence, CharSequence> field : head) {
            if (field.getKey().charAt(0) != ':') {
                response.headers().add(field.getKey(), field.getValue());
            }
        }
        response.headers().set(HttpHeaderNames.DATE, HttpResponder.DateHeader.now());
    }

    @Override
    public void cancel(DisconnectReason reason) {
        connection.end(reason, Unpooled.EMPTY_BUFFER);
    }

    @Override
    public void consumed(int bytes) {
        unread -= bytes;
    }

    // Outlet

    @Override
    public ByteBufAllocator alloc() {
        return connection.alloc();
    }

    @Override
    public void write(ByteBuf bytes) {
        if (finished || closed) {
            bytes.release();
        } else if (reason != null) {
            lastWords = lastWords.isReadable() ? Unpooled.wrappedBuffer(lastWords, bytes) : bytes;
        } else if (streaming) {
            connection.write(bytes);
        } else {
            whole.addComponent(true, bytes);
        }
    }

    @Override
    public void writeAndFlush(ByteBuf bytes) {
        write(bytes);
        flush();
    }

    @Override
    public void writeFirst(ByteBuf bytes) {
        write(bytes);
    }

    @Override
    public void putOff(ByteBuf bytes) {
        if (streaming && reason == null && !finished) {
            connection.putOff(bytes);
        } else {
            write(bytes);
        }
    }

    @Override
    public void flush() {
        if (!finished && !closed && !streaming && reason == null) {
            streaming = true;
            DefaultHttpResponse response = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status());
            addHead(response);
            if (!isSized() || !keepAlive) {
                response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE); // the body ends with it
            }
            ctx.write(response, ctx.voidPromise());
            connection.write(whole.retain());
        }
        connection.flush();
    }

    @Override
    public boolean isWritable() {
        return !isEnding() && connection.isWritable();
    }

    @Override
    public long unsentBytes() {
        return connection.unsentBytes() + (streaming ? 0 : whole.readableBytes());
    }

    @Override
    public void heard(boolean midMessage) {
        // Whether the request is whole is what the connection is watched for.
    }

    @Override
    public long quietNs(long nowNs) {
        return connection.quietNs(nowNs);
    }

    @Override
    public long incompleteNs(long nowNs) {
        return 0;
    }

    @Override
    public boolean isEnding() {
        return reason != null || finished || closed || connection.isEnding();
    }

    @Override
    public void end(DisconnectReason because) {
        if (!isEnding() && handler != null) {
            reason = because;
            write(handler.farewell(because));
            finish();
        }
    }

    @Override
    public void end(DisconnectReason because, ByteBuf words) {
        if (isEnding()) {
            words.release();
        } else {
            reason = because;
            write(words);
            finish();
        }
    }
}
