package io.quotegate.feed.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.websocketx.WebSocketClientHandshaker;
import io.netty.util.ReferenceCountUtil;
import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.codec.websocket.WebSocketListener;
import io.quotegate.codec.websocket.WebSocketReader;
import io.quotegate.feed.origin.VenueOrigin;
import io.quotegate.feed.peer.HandshakeRefusal;
import io.quotegate.feed.peer.MaskedFrames;
import io.quotegate.feed.peer.PeerText;
import io.quotegate.feed.peer.PongAnswers;
import io.quotegate.text.ByteScratch;
import io.quotegate.text.ByteWriter;
import io.quotegate.text.FailureText;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket to a venue, from the first byte of its handshake to its end. Reads messages in place, answers pings and
 * leaves everything else to its owner. Confined to its loop.
 */
public final class ClientSocket extends ChannelInboundHandlerAdapter implements WebSocketListener {
    /** Largest message taken; a book snapshot of 400 levels is some 27 KB. */
    private static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

    private static final int NORMAL_CLOSURE = 1000;

    private final SocketOwner owner;
    private final LongSupplier epochNs;
    private final WebSocketClientHandshaker handshaker;
    private final WebSocketReader reader;
    private final ByteWriter outbound = new ByteWriter(256);
    private final PongAnswers pongs = new PongAnswers(this::pong);

    private @Nullable ChannelHandlerContext ctx;
    private boolean open; // shaken hands and not ended
    private boolean ended;
    private @Nullable String endReason;

    /**
     * @param epochNs nanoseconds since the epoch, for dates in what the venue answers
     * @param scratch shared with the other sockets of the loop
     */
    public ClientSocket(
            SocketOwner owner, LongSupplier epochNs, WebSocketClientHandshaker handshaker, ByteScratch scratch) {
        this.owner = owner;
        this.epochNs = epochNs;
        this.handshaker = handshaker;
        reader = new WebSocketReader(WebSocketReader.Role.CLIENT, MAX_MESSAGE_BYTES, scratch, null);
    }

    public boolean isOpen() {
        return open && endReason == null;
    }

    /** Whether it is over, or about to be. */
    public boolean isEnding() {
        return endReason != null;
    }

    /** Sends a text message. */
    public void text(ByteWriter text) {
        owner.onSaid(text);
        send(WebSocketFrames.TEXT, text);
    }

    /** Sends a message or a control frame; changes {@code payload}. */
    public void send(int opcode, ByteWriter payload) {
        ChannelHandlerContext context = ctx;
        if (context != null) {
            context.writeAndFlush(MaskedFrames.of(context.alloc(), opcode, payload), context.voidPromise());
        }
    }

    /** Says goodbye where that is possible, and closes. The first reason given stands. */
    public void end(String reason) {
        if (endReason != null) {
            return;
        }
        endReason = PeerText.shown(reason);
        reader.stop();
        if (ctx == null) {
            finish();
            return;
        }
        if (open) {
            send(WebSocketFrames.CLOSE, outbound.clear().put(WebSocketFrames.closePayload(NORMAL_CLOSURE, "")));
        }
        ctx.close();
    }

    /** The channel is gone, or was never connected. */
    public void finish() {
        if (!ended) {
            ended = true;
            reader.close();
            owner.onEnd(endReason == null ? "closed by the venue" : endReason);
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        if (endReason == null) {
            handshaker.handshake(context.channel());
        } else {
            context.close();
        }
        context.fireChannelActive();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof FullHttpResponse response && !open) {
                finishHandshake(context.channel(), response);
            } else if (message instanceof ByteBuf in && isOpen()) {
                owner.onRead();
                reader.read(in, this);
            }
        } catch (ProtocolException e) {
            owner.onViolation(e.detail());
            end("protocol error: " + e.detail());
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void finishHandshake(Channel channel, FullHttpResponse response) {
        HttpResponseStatus status = response.status();
        if (!status.equals(HttpResponseStatus.SWITCHING_PROTOCOLS)) {
            if (status.codeClass() != HttpStatusClass.INFORMATIONAL) { // hints may come before the answer
                HandshakeRefusal refusal = HandshakeRefusal.of(response, epochNs.getAsLong());
                owner.onHandshakeRefused(refusal);
                end("refused: " + refusal.text());
            }
            return;
        }
        String extensions = response.headers().get(HttpHeaderNames.SEC_WEBSOCKET_EXTENSIONS);
        if (extensions != null) { // RFC 6455 section 4.1
            end("the venue uses an extension that nobody asked for: " + extensions);
            return;
        }
        handshaker.finishHandshake(channel, response);
        channel.pipeline().remove("ws-decoder"); // ours reads in place
        channel.pipeline().remove("ws-encoder");
        open = true;
        owner.onOpen(response.headers().contains(VenueOrigin.HEADER, "true", true));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        owner.onReadComplete();
        context.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        finish();
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        open = false; // not even a goodbye can be counted on
        end(FailureText.of(cause));
    }

    @Override
    public void onText(byte[] bytes, int from, int to) {
        owner.onText(bytes, from, to);
    }

    @Override
    public void onBinary(byte[] bytes, int from, int to) {
        owner.onBinary();
    }

    @Override
    public void onPing(byte[] bytes, int from, int to) {
        pongs.onPing(bytes, from, to);
    }

    private void pong(byte[] bytes, int from, int to, Runnable written) {
        ChannelHandlerContext context = ctx;
        if (context != null && isOpen()) {
            ByteWriter payload = outbound.clear().put(bytes, from, to - from);
            ByteBuf frame = MaskedFrames.of(context.alloc(), WebSocketFrames.PONG, payload);
            context.writeAndFlush(frame).addListener(done -> written.run());
        }
    }

    @Override
    public void onPong() {
        // That it came is all it says, and the read was noted.
    }

    @Override
    public void onClose(int code) {
        end("closed by the venue with code " + code);
    }
}
