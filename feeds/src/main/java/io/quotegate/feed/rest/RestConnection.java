package io.quotegate.feed.rest;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.quotegate.feed.dial.Route;
import io.quotegate.text.FailureText;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** One connection of a {@link RestClient}: asks one question after another. Confined to the client's loop. */
final class RestConnection extends ChannelInboundHandlerAdapter {
    private final RestClient client;
    private final Route route;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    private @Nullable ChannelHandlerContext ctx;
    private @Nullable RestExchange exchange; // what it is asked now
    private @Nullable HttpResponse head;
    private int asked;

    RestConnection(RestClient client, RestExchange first) {
        this.client = client;
        this.route = first.route();
        exchange = first;
    }

    Route route() {
        return route;
    }

    /** How many questions it was asked. */
    int asked() {
        return asked;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (exchange != null) {
            ask(exchange);
        }
        context.fireChannelActive();
    }

    /** Asks; the answer completes {@code question}. */
    void ask(RestExchange question) {
        exchange = question;
        if (ctx == null || question.isOver()) {
            close();
            return;
        }
        question.askedOn(this);
        asked++;
        DefaultFullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.GET,
                question.target(),
                ctx.alloc().buffer(0));
        request.headers()
                .set(HttpHeaderNames.HOST, route.uri().getRawAuthority())
                .set(HttpHeaderNames.USER_AGENT, "quotegate")
                .set(HttpHeaderNames.ACCEPT_ENCODING, HttpHeaderValues.GZIP);
        question.question().headers().forEach(request.headers()::set);
        ctx.writeAndFlush(request, ctx.voidPromise());
    }

    /** Nobody waits for {@code question} any more, and its answer would be taken for that of the next. */
    void abandon(RestExchange question) {
        if (exchange == question) {
            close();
        }
    }

    void close() {
        if (ctx != null) {
            ctx.close();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (exchange == null) {
                close(); // nobody asked
            } else if (message instanceof HttpObject part
                    && part.decoderResult().isFailure()) {
                fail("no HTTP: " + FailureText.of(part.decoderResult().cause()));
            } else {
                read(exchange, message);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void read(RestExchange question, Object message) {
        if (message instanceof HttpResponse response) {
            boolean hint = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
            head = hint ? null : response; // RFC 9110 §15.2: hints may come before the answer
        }
        if (head != null && message instanceof HttpContent content) {
            int bytes = content.content().readableBytes();
            if (body.size() + bytes > question.question().mostBytes()) {
                fail(question.question().tooLong());
                return;
            }
            append(content, bytes);
            if (message instanceof LastHttpContent) {
                end(question, head);
            }
        }
    }

    private void append(HttpContent content, int bytes) {
        try {
            content.content().readBytes(body, bytes);
        } catch (IOException e) {
            throw new IllegalStateException("it writes to memory", e);
        }
    }

    private void end(RestExchange question, HttpResponse response) {
        RestAnswer answer = new RestAnswer(response.status().code(), response.headers(), body.toByteArray());
        exchange = null;
        head = null;
        body.reset();
        if (HttpUtil.isKeepAlive(response)) {
            client.keep(this);
        } else {
            close();
        }
        question.answer().complete(answer);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        client.forget(this);
        RestExchange question = exchange;
        if (question != null && asked > 1 && head == null) {
            exchange = null;
            client.again(question);
        } else {
            fail(head == null ? "closed without an answer" : "closed amid its answer");
        }
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (asked <= 1 || head != null) { // a kept one that is reset is asked again, as one that is closed
            fail(FailureText.of(cause));
        }
        close();
    }

    private void fail(String reason) {
        if (exchange != null) {
            exchange.fail(reason);
            exchange = null;
        }
        close();
    }
}
