package io.quotegate.codec.grpc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.Violation;

/**
 * Finds the messages in the body of one call, however it is cut into pieces, and hands them on one by one when they are
 * asked for. What is not asked for yet is kept; the sender is let send on only for what was handed on, and for the rest
 * of a message that is asked for, so that a call holds at most a window and a message.
 *
 * <pre>
 *  0      1            5
 *  +------+------------+---------+
 *  | flag | length     | message |
 *  +------+------------+---------+
 * </pre>
 *
 * <p>Confined to one thread.
 *
 * @see <a href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md#requests">gRPC over HTTP/2, Length-Prefixed-Message</a>
 */
public final class GrpcMessageReader {
    /** Bytes in front of a message. */
    public static final int HEADER_BYTES = 5;
    /** Value of the flag of a message that is compressed. */
    public static final int COMPRESSED = 1;

    private final int limit;

    private ByteBuf held = Unpooled.EMPTY_BUFFER; // what was not handed on
    private int credited; // bytes of it for which the sender may send more already

    /** @param limit most bytes of one message */
    public GrpcMessageReader(int limit) {
        this.limit = limit;
    }

    /** Who takes the messages. */
    public interface Listener {
        /** Whether another message may be handed on now. */
        boolean wantsMessage();

        /** Asked of a message that is wanted: whether more of it may be kept than what the sender may send by itself. */
        default boolean mayGrow() {
            return true;
        }

        /** One message, which stays the reader's; it ends with this call. */
        void onMessage(ByteBuf message, boolean compressed);

        /** The sender may send {@code bytes} more. */
        void onRoom(int bytes);
    }

    /**
     * Takes a piece of the body, which stays the caller's.
     *
     * @throws ProtocolException if a message is longer than allowed, or not framed as one
     */
    public void read(ByteBuf piece, Listener listener) {
        if (held.isReadable()) {
            held.writeBytes(piece);
            poll(listener);
            return;
        }
        int before = piece.readableBytes();
        handOn(piece, listener);
        listener.onRoom(before - piece.readableBytes());
        keep(piece);
        credit(listener);
    }

    /**
     * Hands on what is wanted by now of what is kept.
     *
     * @throws ProtocolException as {@link #read}
     */
    public void poll(Listener listener) {
        int before = held.readableBytes();
        handOn(held, listener);
        int taken = before - held.readableBytes();
        int known = Math.min(taken, credited);
        credited -= known;
        listener.onRoom(taken - known);
        if (!held.isReadable()) {
            release();
        }
        credit(listener);
    }

    private void handOn(ByteBuf in, Listener listener) {
        while (listener.wantsMessage() && in.readableBytes() >= HEADER_BYTES) {
            int at = in.readerIndex();
            int flag = in.getByte(at);
            if ((flag & ~COMPRESSED) != 0) {
                throw new ProtocolException(Violation.MALFORMED, "flag of a message: " + flag + " (expected: 0 or 1)");
            }
            long length = in.getUnsignedInt(at + 1);
            if (length > limit) {
                throw new ProtocolException(
                        Violation.TOO_LARGE, "message: " + length + " bytes (expected: at most " + limit + ')');
            }
            if (in.readableBytes() - HEADER_BYTES < length) {
                return;
            }
            in.skipBytes(HEADER_BYTES);
            ByteBuf message = in.readSlice((int) length);
            listener.onMessage(message, flag == COMPRESSED);
        }
    }

    private void keep(ByteBuf piece) {
        if (piece.isReadable()) {
            held = piece.alloc().buffer(piece.readableBytes() * 2).writeBytes(piece);
        }
    }

    /** The rest of a message that is wanted must be let in, however small the window. */
    private void credit(Listener listener) {
        int more = held.readableBytes() - credited;
        if (more > 0 && listener.wantsMessage() && listener.mayGrow()) {
            credited += more;
            listener.onRoom(more);
        }
    }

    /** Whether bytes are kept; after the end of the body, with nothing more handed on, a message that was cut. */
    public boolean isMidMessage() {
        return held.isReadable();
    }

    /** Throws away what is kept. */
    public void release() {
        held.release();
        held = Unpooled.EMPTY_BUFFER;
        credited = 0;
    }
}
