package io.quotegate.feed.sim.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.util.ReferenceCountUtil;
import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.Violation;
import io.quotegate.codec.websocket.WebSocketFrames;
import io.quotegate.codec.websocket.WebSocketListener;
import io.quotegate.codec.websocket.WebSocketReader;
import io.quotegate.feed.sim.push.PushForm;
import io.quotegate.feed.sim.push.PushRouter;
import io.quotegate.feed.sim.push.PushSubscriber;
import io.quotegate.feed.sim.push.Topic;
import io.quotegate.text.ByteWriter;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A venue's end of one WebSocket connection: frames in and out, and the topics subscribed to. What is sent is gathered
 * in a batch and written at once. Confined to the venue's loop.
 */
public final class VenueSession extends ChannelInboundHandlerAdapter implements WebSocketListener, PushSubscriber {
    private static final int PROTOCOL_ERROR = 1002;
    private static final int INVALID_DATA = 1007;
    private static final long CLOSE_WITHIN_MS = 5000;

    private final Sessions sessions;
    private final Channel channel;
    private final PushRouter router;
    private final WebSocketReader reader;
    private final SessionProtocol protocol;
    private final FrameBatch batch;
    private final ByteWriter control = new ByteWriter(128);
    private final Map<String, Topic> topics = new LinkedHashMap<>();
    private final long openedNs;

    private long sentNs;
    private boolean ended; // nothing more is sent, either because it closes or because a fault has muted it

    VenueSession(Sessions sessions, Channel channel, Function<VenueSession, SessionProtocol> protocols) {
        this.sessions = sessions;
        this.channel = channel;
        batch = new FrameBatch(channel);
        router = sessions.router();
        int maxBytes = sessions.rules().maxRequestBytes();
        reader = new WebSocketReader(WebSocketReader.Role.SERVER, maxBytes, sessions.scratch(), null);
        openedNs = sessions.clock().monotonicNs();
        sentNs = openedNs;
        protocol = protocols.apply(this);
    }

    public SessionProtocol protocol() {
        return protocol;
    }

    @Override
    public PushForm form() {
        return protocol.form();
    }

    public long openedNs() {
        return openedNs;
    }

    /** When something was sent last. */
    public long sentNs() {
        return sentNs;
    }

    /** The topics subscribed to, in the order they were. */
    public Collection<Topic> topics() {
        return Collections.unmodifiableCollection(topics.values());
    }

    public void subscribe(Topic topic) {
        if (!ended && topics.putIfAbsent(topic.name(), topic) == null) {
            router.subscribe(topic, this);
        }
    }

    public void unsubscribe(Topic topic) {
        if (topics.remove(topic.name()) != null) {
            router.unsubscribe(topic, this);
        }
    }

    @Override
    public boolean keepsUp() {
        return ended || channel.isWritable();
    }

    @Override
    public void push(byte[] frame, int length) {
        if (!ended) {
            beginBatch();
            batch.add(frame, length);
        }
    }

    /** Sends a message or a control frame with the batch. */
    public void send(int opcode, ByteWriter payload) {
        if (!ended) {
            beginBatch();
            batch.add(opcode, payload);
        }
    }

    public void sendText(ByteWriter text) {
        send(WebSocketFrames.TEXT, text);
    }

    private void beginBatch() {
        if (batch.isEmpty()) {
            router.toFlush(this);
            sentNs = sessions.clock().monotonicNs();
        }
    }

    /** Writes the batch; a client that has left too much unread is told that it is too slow, unless it is waited for. */
    @Override
    public void flush() {
        batch.write();
        if (!ended && !channel.isWritable() && !sessions.rules().waitsForClients()) {
            protocol.onSlow();
        }
    }

    /** Says goodbye, lets the client read it, and closes. */
    public void close(int code, String reason) {
        if (ended) {
            return;
        }
        send(WebSocketFrames.CLOSE, control.clear().put(WebSocketFrames.closePayload(code, reason)));
        leave();
        // Closing at once could reset the connection while the client's own bytes are unread, and lose the goodbye.
        batch.writeLast().addListener(written -> {
            if (channel instanceof DuplexChannel socket) {
                socket.shutdownOutput();
            }
        });
        channel.eventLoop().schedule(() -> channel.close(), CLOSE_WITHIN_MS, TimeUnit.MILLISECONDS);
    }

    /** Says goodbye to a client that has done nothing wrong. */
    public void goAway() {
        close(Sessions.GOING_AWAY, "");
    }

    /** Closes without a word. */
    public void cut() {
        leave();
        channel.close();
    }

    /** Closes with a TCP reset. */
    public void reset() {
        leave();
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        channel.close();
    }

    /** Sends the beginning of a message and nothing ever after, not even the rest of it. */
    public void sendHalf(ByteWriter text) {
        batch.addHalf(WebSocketFrames.TEXT, text);
        batch.write();
        end();
    }

    /** Stops or resumes reading. */
    public void pauseReading(boolean pause) {
        channel.config().setAutoRead(!pause);
    }

    private void leave() {
        end();
        sessions.ended(this);
    }

    private void end() {
        ended = true;
        reader.stop();
        topics.values().forEach(topic -> router.unsubscribe(topic, this));
        topics.clear();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        sessions.opened(this);
        protocol.onOpen();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            if (message instanceof ByteBuf in) {
                reader.read(in, this);
            }
        } catch (ProtocolException e) {
            onViolation(e);
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void onViolation(ProtocolException e) {
        if (e.violation() == Violation.TOO_LARGE) {
            protocol.onTooLarge();
        } else {
            close(e.violation() == Violation.INVALID_DATA ? INVALID_DATA : PROTOCOL_ERROR, "");
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        router.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (channel.isWritable()) {
            sessions.writable();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        leave();
        reader.close();
        batch.release();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        cut(); // the client is gone, and that is its right
    }

    @Override
    public void onText(byte[] bytes, int from, int to) {
        sessions.onMessage();
        protocol.onMessage(bytes, from, to);
    }

    @Override
    public void onBinary(byte[] bytes, int from, int to) {
        sessions.onMessage();
        protocol.onMessage(bytes, from, to);
    }

    @Override
    public void onPing(byte[] bytes, int from, int to) {
        send(WebSocketFrames.PONG, control.clear().put(bytes, from, to - from));
        protocol.onPing();
    }

    @Override
    public void onPong() {
        // The form with a payload is what is called.
    }

    @Override
    public void onPong(byte[] bytes, int from, int to) {
        protocol.onPong(bytes, from, to);
    }

    @Override
    public void onClose(int code) {
        close(code == WebSocketReader.NO_CODE ? Sessions.GOING_AWAY : code, "");
    }
}
