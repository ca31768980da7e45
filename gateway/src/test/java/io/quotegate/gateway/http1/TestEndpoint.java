package io.quotegate.gateway.http1;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import io.quotegate.gateway.http.HttpEndpoint;
import io.quotegate.gateway.http.HttpFields;
import io.quotegate.gateway.http.HttpStream;
import io.quotegate.gateway.http.RequestHead;
import io.quotegate.gateway.http.ResponseHead;
import io.quotegate.gateway.http.StreamListener;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Outlet;
import io.quotegate.gateway.session.Protocol;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers when and how a test says, and notes what it hears. */
final class TestEndpoint implements HttpEndpoint, StreamListener {
    static final ResponseHead HEAD = ResponseHead.of(HttpResponseStatus.OK);

    final List<String> heard = new ArrayList<>();

    private @Nullable HttpStream stream;

    @Nullable
    Outlet tunnel;

    boolean consumes = true;
    boolean drains;
    boolean upgrades;

    @Nullable
    RuntimeException failure;

    HttpStream stream() {
        return requireNonNull(stream, "stream");
    }

    static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, US_ASCII);
    }

    static ResponseHead sized(int length) {
        return ResponseHead.of(
                HttpResponseStatus.OK, HttpHeaderNames.CONTENT_LENGTH, AsciiString.of(String.valueOf(length)));
    }

    @Override
    public StreamListener open(HttpStream opened, RequestHead request, String parameter) {
        stream = opened;
        heard.add("open " + request.target());
        if (upgrades) {
            tunnel = opened.upgrade(Protocol.WEBSOCKET, HttpFields.of(AsciiString.of("x-agreed"), AsciiString.of("y")));
        }
        return this;
    }

    @Override
    public void onBody(ByteBuf piece) {
        heard.add("body " + piece.toString(US_ASCII));
        if (failure != null) {
            throw failure;
        }
        if (consumes) {
            stream().consumed(piece.readableBytes());
        }
    }

    @Override
    public void onBodyEnd() {
        heard.add("end");
    }

    @Override
    public void onWritable() {
        heard.add("writable");
    }

    @Override
    public void onTime(long nowNs) {
        heard.add("time");
    }

    @Override
    public boolean drains() {
        return drains;
    }

    @Override
    public ByteBuf farewell(DisconnectReason reason) {
        return bytes("bye " + reason.wireName());
    }

    @Override
    public void onClosed(boolean complete) {
        heard.add("closed " + complete);
    }
}
