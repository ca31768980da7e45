package io.quotegate.gateway.http.events;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.gateway.fanout.Subscriber;
import io.quotegate.gateway.http.AnswerListener;
import io.quotegate.gateway.http.HttpStream;
import io.quotegate.gateway.loop.LoopContext;
import io.quotegate.gateway.session.DisconnectReason;

/** One client's Server-Sent Events. Confined to its event loop. */
final class EventStream implements AnswerListener {
    private static final ByteBuf COMMENT = Unpooled.unreleasableBuffer(Unpooled.copiedBuffer(":\n\n", US_ASCII));

    private final HttpStream stream;
    private final LoopContext loop;
    private final Subscriber subscriber;

    /** What is pushed comes by {@code subscriber}. */
    EventStream(HttpStream stream, Subscriber subscriber) {
        this.stream = stream;
        this.subscriber = subscriber;
        loop = stream.loop();
    }

    @Override
    public void onWritable() {
        subscriber.catchUp();
    }

    @Override
    public void onTime(long nowNs) {
        if (stream.quietNs(nowNs) >= loop.limits().heartbeat().toNanos()) {
            stream.writeAndFlush(COMMENT.duplicate());
        }
    }

    @Override
    public boolean drains() {
        return false;
    }

    @Override
    public boolean isConflated() {
        return subscriber.wantsNewest();
    }

    /** Each ends with an empty line. */
    @Override
    public int messageBytes(ByteBuf written, int at) {
        int end = at + 2;
        while (end < written.writerIndex() && (written.getByte(end - 2) != '\n' || written.getByte(end - 1) != '\n')) {
            end++;
        }
        return end - at;
    }

    /**
     * The event that says {@code reason}, and when to come back.
     *
     * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">HTML, Server-sent events</a>
     */
    @Override
    public ByteBuf farewell(DisconnectReason reason) {
        int retryMs = loop.limits().retryMs(reason);
        String retry = retryMs == 0 ? "" : "retry: " + retryMs + '\n';
        return Unpooled.copiedBuffer(retry + "event: bye\ndata: " + reason.wireName() + "\n\n", US_ASCII);
    }

    @Override
    public void onEnding() {
        onClosed(false);
    }

    @Override
    public void onClosed(boolean complete) {
        loop.fanout().remove(subscriber);
    }
}
