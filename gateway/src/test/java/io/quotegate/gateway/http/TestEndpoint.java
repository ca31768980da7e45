package io.quotegate.gateway.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Outlet;
import io.quotegate.gateway.session.Protocol;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers when and how a test says, and notes what it hears. */
public final class TestEndpoint implements HttpEndpoint {
    public static final ResponseHead HEAD = ResponseHead.of(HttpResponseStatus.OK);

    public final List<HttpStream> streams = new ArrayList<>();
    public final List<String> heard = new ArrayList<>();
    /** Which of the streams were told that there is room again. */
    public final List<Integer> writable = new ArrayList<>();

    /** The request that came last. */
    public @Nullable RequestHead asked;

    public @Nullable Outlet tunnel;
    public @Nullable RuntimeException failure;
    public boolean consumes = true;
    public boolean drains;
    public boolean upgrades;
    /** Whether its farewells end the stream, as those of gRPC do. */
    public boolean endsByItself;

    /** The stream that was opened last. */
    public HttpStream stream() {
        return streams.get(streams.size() - 1);
    }

    public static ByteBuf bytes(String text) {
        return Unpooled.copiedBuffer(text, US_ASCII);
    }

    /** A head that says that {@code length} bytes follow. */
    public static ResponseHead sized(int length) {
        return ResponseHead.of(
                HttpResponseStatus.OK, HttpHeaderNames.CONTENT_LENGTH, AsciiString.of(String.valueOf(length)));
    }

    @Override
    public StreamListener open(HttpStream opened, RequestHead request, String parameter) {
        streams.add(opened);
        asked = request;
        heard.add("open " + request.target());
        if (upgrades) {
            tunnel = opened.upgrade(Protocol.WEBSOCKET, HttpFields.of(AsciiString.of("x-agreed"), AsciiString.of("y")));
        }
        return new Listener(opened);
    }

    private final class Listener implements StreamListener {
        private final HttpStream stream;

        private Listener(HttpStream stream) {
            this.stream = stream;
        }

        @Override
        public void onBody(ByteBuf piece) {
            heard.add("body " + piece.toString(US_ASCII));
            if (failure != null) {
                throw failure;
            }
            if (consumes) {
                stream.consumed(piece.readableBytes());
            }
        }

        @Override
        public void onBodyEnd() {
            heard.add("end");
        }

        @Override
        public void onWritable() {
            heard.add("writable");
            writable.add(streams.indexOf(stream));
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
            ByteBuf words = bytes("bye " + reason.wireName());
            if (!endsByItself) {
                return words;
            }
            stream.write(words);
            stream.finish();
            return Unpooled.EMPTY_BUFFER;
        }

        @Override
        public void onClosed(boolean complete) {
            heard.add("closed " + complete);
        }
    }
}
