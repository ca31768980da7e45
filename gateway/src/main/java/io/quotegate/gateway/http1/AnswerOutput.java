package io.quotegate.gateway.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.CompositeByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.quotegate.gateway.http.ResponseHead;
import io.quotegate.gateway.session.Connection;
import io.quotegate.text.ByteWriter;
import org.jspecify.annotations.Nullable;

/**
 * One answer on its way to a connection: kept until it is whole, which tells its length, or until the first flush, from
 * when on it is streamed. Owns the bytes that it keeps. Confined to its event loop.
 */
final class AnswerOutput {
    private static final int COPIED_BYTES = 2 * 1024; // above this a body is sent as it is

    private final Connection connection;
    private final boolean isHead;
    private final boolean keepAlive;
    private final boolean old; // of HTTP/1.0

    private @Nullable ResponseHead head;
    private @Nullable ByteWriter small; // the whole body
    private ByteBuf held = Unpooled.EMPTY_BUFFER;
    private boolean streaming; // the head is on its way

    AnswerOutput(Connection connection, Http1Request request) {
        this.connection = connection;
        isHead = request.isHead();
        keepAlive = request.keepAlive();
        old = request.old();
    }

    private ByteBufAllocator alloc() {
        return connection.alloc();
    }

    void head(ResponseHead newHead) {
        head = newHead;
    }

    /** The same before all that {@code body} has, which is small, and stays as it is until the whole is sent. */
    void head(ResponseHead newHead, ByteWriter body) {
        head = newHead;
        small = body;
    }

    boolean isStreaming() {
        return streaming;
    }

    /** Bytes that are kept. */
    int heldBytes() {
        return held.readableBytes();
    }

    /** Whether the client can tell where it ends, so that the connection may live on. */
    boolean leavesConnection() {
        return keepAlive && (!streaming || isSized());
    }

    /** Whether the head says how long the body is, which is then its writer's to keep to. */
    private boolean isSized() {
        return head != null && head.fields().contains(HttpHeaderNames.CONTENT_LENGTH);
    }

    /** Keeps or sends a piece of the body, which it takes over. */
    void write(ByteBuf bytes) {
        if (isHead) {
            bytes.release();
        } else if (streaming) {
            connection.write(bytes);
        } else {
            held = join(held, bytes);
        }
    }

    /** {@code first} and {@code second} as one; takes both over. */
    ByteBuf join(ByteBuf first, ByteBuf second) {
        if (first instanceof CompositeByteBuf several) {
            return several.addComponent(true, second);
        }
        if (first.isReadable()) {
            return alloc().compositeBuffer(Integer.MAX_VALUE).addComponents(true, first, second);
        }
        first.release();
        return second;
    }

    /** Begins to stream what is written, once there is a head. */
    void stream() {
        if (head == null || streaming) {
            return;
        }
        streaming = true;
        boolean last = !isSized() || !keepAlive; // without a length the body ends with the connection
        connection.write(ResponseWriter.head(alloc(), head, -1, fate(last), 0));
        if (held.isReadable()) {
            connection.write(held);
            held = Unpooled.EMPTY_BUFFER;
        }
    }

    /** Sends all that is kept as the whole answer. */
    void sendWhole(boolean last) {
        ByteWriter text = small;
        if (text != null) {
            ByteBuf whole = headOf(text.length(), last, text.length());
            if (!isHead) {
                text.copyTo(whole);
            }
            connection.write(whole);
            return;
        }
        ByteBuf body = held;
        held = Unpooled.EMPTY_BUFFER;
        int length = body.readableBytes();
        boolean copied = isCopied(length);
        ByteBuf out = headOf(length, last, copied ? length : 0);
        if (copied) {
            out.writeBytes(body);
            body.release();
            connection.write(out);
        } else {
            connection.write(out);
            connection.write(body);
        }
    }

    /** The head of a whole answer of {@code length}, with {@code roomBytes} behind it. */
    private ByteBuf headOf(int length, boolean last, int roomBytes) {
        ResponseHead known = head == null ? ResponseHead.of(HttpResponseStatus.OK) : head;
        boolean said = isSized() || isHead || !mayHaveBody(known.status());
        return ResponseWriter.head(alloc(), known, said ? -1 : length, fate(last), roomBytes);
    }

    /** Whether a body of {@code length} goes into the buffer of its head. */
    static boolean isCopied(int length) {
        return length <= COPIED_BYTES;
    }

    /** RFC 9110 §8.6. */
    private static boolean mayHaveBody(HttpResponseStatus status) {
        return !status.equals(HttpResponseStatus.NO_CONTENT) && !status.equals(HttpResponseStatus.NOT_MODIFIED);
    }

    private ResponseWriter.Fate fate(boolean last) {
        if (last) {
            return ResponseWriter.Fate.CLOSED;
        }
        return old ? ResponseWriter.Fate.KEPT_ALIVE : ResponseWriter.Fate.KEPT;
    }

    /** Throws away what is kept. */
    void release() {
        held.release();
        held = Unpooled.EMPTY_BUFFER;
    }
}
