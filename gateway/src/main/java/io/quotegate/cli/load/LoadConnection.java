package io.quotegate.cli.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshakerFactory;
import io.netty.handler.codec.http.websocketx.WebSocketVersion;
import io.netty.util.ReferenceCountUtil;
import io.quotegate.codec.frame.FrameReader;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.codec.websocket.WebSocketListener;
import io.quotegate.codec.websocket.WebSocketReader;
import io.quotegate.text.ByteScratch;
import java.net.URI;
import java.util.concurrent.ThreadLocalRandom;
import org.agrona.collections.LongArrayList;
import org.jspecify.annotations.Nullable;

/** One connection of a load test: sends requests when told, and matches answers with them in order. One event loop. */
final class LoadConnection extends ChannelInboundHandlerAdapter implements WebSocketListener {
    private static final int MAX_ANSWER_BYTES = 16 * 1024 * 1024;
    private static final String WORD = "courses";
    private static final String OPERATION = "{\"op\":\"quotes\"}";

    private final URI target;
    private final Listener listener;
    private final @Nullable WebSocketClientHandshaker handshaker;
    private final WebSocketReader webSocket =
            new WebSocketReader(WebSocketReader.Role.CLIENT, MAX_ANSWER_BYTES, new ByteScratch(), null);
    private final FrameReader frames = new FrameReader(MAX_ANSWER_BYTES, new ByteScratch());
    private final LongArrayList dueNs = new LongArrayList(); // of the requests that are not answered
    private int answered; // how many of them are

    private @Nullable Channel channel;
    private boolean ready;

    /** Hears what becomes of requests. */
    interface Listener {
        /** Requests can be sent. */
        void onReady();

        /** A request that was due at {@code dueNs} was answered. */
        void onAnswer(long dueNs);

        /** So many requests failed, or the connection did before it was ready. */
        void onFailure(int requests, String why);
    }

    LoadConnection(URI target, Listener listener) {
        this.target = target;
        this.listener = listener;
        handshaker = "ws".equals(target.getScheme())
                ? WebSocketClientHandshakerFactory.newHandshaker(target, WebSocketVersion.V13, null, false, null)
                : null;
    }

    int unanswered() {
        return dueNs.size() - answered;
    }

    /** Sends the request that is due at {@code due}. */
    void request(long due) {
        if (channel == null || !ready) {
            listener.onFailure(1, "not connected");
            return;
        }
        dueNs.addLong(due);
        channel.writeAndFlush(request(channel), channel.voidPromise());
    }

    private Object request(Channel on) {
        return switch (String.valueOf(target.getScheme())) {
            case "ws" -> webSocketRequest(on, target.getPath().startsWith("/v1/stream") ? OPERATION : WORD);
            case "http" -> {
                var get = new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, path());
                get.headers().set(HttpHeaderNames.HOST, target.getAuthority());
                yield get;
            }
            default -> {
                byte[] payload = OPERATION.getBytes(UTF_8);
                ByteBuf frame = on.alloc().directBuffer(FrameReader.HEADER_BYTES + payload.length);
                FrameReader.writeHeader(frame, payload.length);
                yield frame.writeBytes(payload);
            }
        };
    }

    private String path() {
        String path = target.getRawPath().isEmpty() ? "/" : target.getRawPath();
        return target.getRawQuery() == null ? path : path + '?' + target.getRawQuery();
    }

    private static ByteBuf webSocketRequest(Channel on, String text) {
        byte[] payload = text.getBytes(UTF_8);
        ByteBuf frame = on.alloc().directBuffer(WebSocketFrames.MAX_HEADER + 4 + payload.length);
        int key = ThreadLocalRandom.current().nextInt();
        WebSocketFrames.maskedFrame(frame, WebSocketFrames.FIN | WebSocketFrames.TEXT, payload, payload.length, key);
        return frame;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        channel = ctx.channel();
        if (handshaker == null) {
            becomeReady();
        } else {
            handshaker.handshake(ctx.channel());
        }
    }

    private void becomeReady() {
        ready = true;
        listener.onReady();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (handshaker != null && !ready) {
                handshaker.finishHandshake(ctx.channel(), (FullHttpResponse) message);
                ctx.pipeline().remove("ws-decoder");
                ctx.pipeline().remove("ws-encoder");
                becomeReady();
            } else if (message instanceof FullHttpResponse response) {
                answer(response.status().code() == 200);
            } else if (handshaker != null) {
                webSocket.read((ByteBuf) message, this);
            } else {
                frames.read((ByteBuf) message, (bytes, from, to) -> answer(true));
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void answer(boolean good) {
        if (unanswered() == 0) {
            listener.onFailure(0, "an answer that was not asked for");
            return;
        }
        long due = dueNs.getLong(answered++);
        if (answered == dueNs.size()) {
            dueNs.clear();
            answered = 0;
        }
        if (good) {
            listener.onAnswer(due);
        } else {
            listener.onFailure(1, "an answer that was not 200");
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        fail("connection closed");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        fail(cause.toString());
        ctx.close();
    }

    private void fail(String why) {
        int lost = unanswered();
        dueNs.clear();
        answered = 0;
        if (!ready || lost > 0) {
            listener.onFailure(lost, why);
        }
        ready = false;
    }

    @Override
    public void onText(byte[] bytes, int from, int to) {
        answer(true);
    }

    @Override
    public void onBinary(byte[] bytes, int from, int to) {
        answer(true);
    }

    @Override
    public void onPing(byte[] bytes, int from, int to) {
        // A load test is never quiet for long enough to be pinged.
    }

    @Override
    public void onPong() {
        // Nothing was pinged.
    }

    @Override
    public void onClose(int code) {
        fail("closed with code " + code);
    }
}
