package io.quotegate.gateway.http2;

import io.netty.buffer.ByteBuf;
import io.quotegate.gateway.http.HttpFields;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.liveness.TakingWatch;
import org.jspecify.annotations.Nullable;

/**
 * What one stream has still to say, within the client's window for it: bytes, and then the end, with trailers or
 * without. Owns the bytes. Confined to its event loop.
 */
final class StreamOutput {
    private final SendQueue queue = new SendQueue();
    private final Held held;

    private @Nullable HttpFields trailers;
    private int window;
    private long takenBytes;
    private @Nullable TakingWatch taking; // null while nothing was seen to wait
    private boolean waiting; // among the sender's
    private boolean awaited; // somebody wants to know when there is room
    private boolean finishing; // nothing more will be added
    private boolean finished; // and all is sent
    private boolean closed;

    /** What all streams of a connection hold that wait for their client, counted as it changes. Confined to its event loop. */
    static final class Held {
        private long bytes;

        long bytes() {
            return bytes;
        }
    }

    /**
     * @param window bytes that the client takes at first
     * @param held   counts those of this stream while it waits
     */
    StreamOutput(int window, Held held) {
        this.window = window;
        this.held = held;
    }

    // What the stream says

    /** Whether bytes, or the end, can still be added. */
    boolean isOpen() {
        return !closed && !finishing;
    }

    /** Whether the end was added, sent or not. */
    boolean isFinishing() {
        return finishing;
    }

    boolean isClosed() {
        return closed;
    }

    /** Whether the end is on its way to the client. */
    boolean isFinished() {
        return finished;
    }

    /** Takes {@code bytes} over; false if there is nothing to send of them. */
    boolean add(ByteBuf bytes) {
        if (isOpen() && bytes.isReadable()) {
            hold(bytes.readableBytes());
            queue.add(bytes);
            return true;
        }
        bytes.release();
        return false;
    }

    /** Nothing comes any more but {@code last}, if that is not null. */
    void finish(@Nullable HttpFields last) {
        trailers = last;
        finishing = true;
    }

    /** A slow client loses {@code messages} that were not begun to be sent, so that it comes to the reason. */
    void endFor(DisconnectReason because, SendQueue.Messages messages) {
        if (because == DisconnectReason.SLOW_CONSUMER) {
            long before = queue.bytes();
            queue.dropWhole(messages);
            hold(queue.bytes() - before);
        }
    }

    /** The stream is gone. */
    void close() {
        closed = true;
        hold(-queue.bytes());
        queue.release();
    }

    private void hold(long more) {
        if (waiting) {
            held.bytes += more;
        }
    }

    long bytes() {
        return queue.bytes();
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Bytes that wait; whoever hears of any waits for room. */
    long unsentBytes() {
        awaited |= !queue.isEmpty();
        return queue.bytes();
    }

    /** Whoever asked was told that there is no room. */
    void awaitRoom() {
        awaited = true;
    }

    /** Whether somebody waits for room and no more than {@code most} bytes are queued; true once. */
    boolean hasRoomAgain(long most) {
        boolean room = awaited && !closed && queue.bytes() <= most;
        awaited &= !room;
        return room;
    }

    // What the sender asks

    int window() {
        return window;
    }

    /** False if the window became larger than is allowed. */
    boolean addWindow(int delta) {
        if (delta > 0 && window > Integer.MAX_VALUE - delta) {
            return false;
        }
        window += delta;
        return true;
    }

    boolean isWaiting() {
        return waiting;
    }

    void waiting(boolean isWaiting) {
        if (isWaiting != waiting) {
            waiting = isWaiting;
            held.bytes += isWaiting ? queue.bytes() : -queue.bytes();
        }
    }

    boolean hasUnsent() {
        return !closed && !finished && (finishing || !queue.isEmpty());
    }

    /** Length of the next buffer, 0 if there is none. */
    int firstBytes() {
        return queue.firstBytes();
    }

    /** At most {@code most} bytes of the next buffer, to be released; the window shrinks by what there is. */
    ByteBuf take(int most) {
        ByteBuf piece = queue.take(most);
        window -= piece.readableBytes();
        takenBytes += piece.readableBytes();
        hold(-piece.readableBytes());
        return piece;
    }

    /** How long nothing was taken of what waits; 0 when nothing waits. */
    long idleNs(long nowNs) {
        if (taking == null) {
            if (queue.isEmpty()) {
                return 0;
            }
            taking = new TakingWatch();
        }
        return taking.idleNs(nowNs, !queue.isEmpty(), takenBytes);
    }

    /** Whether the last queued bytes were taken, and nothing but them was to be said. */
    boolean endsWithData() {
        return finishing && trailers == null && queue.isEmpty();
    }

    @Nullable
    HttpFields trailers() {
        return trailers;
    }

    /** The end is on its way. */
    void ended() {
        finished = true;
    }
}
