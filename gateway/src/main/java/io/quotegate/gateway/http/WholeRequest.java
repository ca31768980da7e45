package io.quotegate.gateway.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.gateway.session.DisconnectReason;
import java.util.function.Supplier;

/**
 * A request that is answered when it is whole. Its body is read and thrown away, as none of those takes one; one that is
 * too long, or does not end in time, ends the stream. Confined to its event loop.
 */
public final class WholeRequest implements StreamListener {
    private final HttpStream stream;
    private final Supplier<AnswerListener> answering;

    private AnswerListener answer = AnswerListener.NONE;
    private long bodyBytes;
    private boolean whole;

    /** @param answering begins to answer; called once, or not at all */
    public WholeRequest(HttpStream stream, Supplier<AnswerListener> answering) {
        this.stream = stream;
        this.answering = answering;
        stream.heard(true);
    }

    @Override
    public void onBody(ByteBuf piece) {
        bodyBytes += piece.readableBytes();
        stream.consumed(piece.readableBytes());
        if (bodyBytes > stream.loop().limits().frameBytes()) {
            stream.end(DisconnectReason.TOO_LARGE);
        }
    }

    @Override
    public void onBodyEnd() {
        stream.heard(false);
        whole = true;
        answer = answering.get();
    }

    @Override
    public void onTime(long nowNs) {
        if (whole) {
            answer.onTime(nowNs);
        } else if (stream.incompleteNs(nowNs)
                > stream.loop().limits().messageTimeout().toNanos()) {
            stream.end(DisconnectReason.MESSAGE_TIMEOUT);
        }
    }

    @Override
    public void onWritable() {
        answer.onWritable();
    }

    @Override
    public boolean drains() {
        return answer.drains();
    }

    @Override
    public boolean owes() {
        return whole && answer.owes();
    }

    @Override
    public boolean isConflated() {
        return answer.isConflated();
    }

    @Override
    public int messageBytes(ByteBuf written, int at) {
        return answer.messageBytes(written, at);
    }

    @Override
    public ByteBuf farewell(DisconnectReason reason) {
        return whole ? answer.farewell(reason) : Unpooled.EMPTY_BUFFER;
    }

    @Override
    public void onEnding() {
        answer.onEnding();
    }

    @Override
    public void onClosed(boolean complete) {
        answer.onClosed(complete);
    }
}
