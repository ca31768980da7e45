package io.quotegate.gateway.detect;

import io.netty.buffer.ByteBuf;

/**
 * Whether the first message of a TLS client is there: nothing is made for a connection before it is. It may be cut into
 * records, and each record by the network.
 *
 * <pre>
 *  | 22 | version 2 | length 2 | 1 | length 3 | ...      a record that begins with the message
 * </pre>
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc8446#section-5.1">RFC 8446 §5.1, record layer</a>
 */
final class ClientHello {
    private static final int MAX_BYTES = 16 * 1024; // of the message
    private static final int RECORD_HEADER = 5;
    private static final int MESSAGE_HEADER = 4;
    private static final int HANDSHAKE = 22;
    private static final int CLIENT_HELLO = 1;

    /** How much of it is there. */
    enum State {
        INCOMPLETE,
        WHOLE,
        /** Longer than is taken. */
        TOO_LARGE,
        /** Something else. */
        INVALID
    }

    private ClientHello() {}

    /** Looks at {@code in} without reading it. */
    static State stateOf(ByteBuf in) {
        int at = in.readerIndex();
        int end = in.writerIndex();
        int have = 0; // of the message, header included
        int needed = MESSAGE_HEADER;
        int header = 0; // the first four bytes of the message
        while (have < needed) {
            if (end - at < RECORD_HEADER) {
                return State.INCOMPLETE;
            }
            int length = in.getUnsignedShort(at + 3);
            if (in.getUnsignedByte(at) != HANDSHAKE || length == 0 || length > MAX_BYTES) {
                return State.INVALID;
            }
            at += RECORD_HEADER;
            for (int i = 0; i < length && have + i < MESSAGE_HEADER && at + i < end; i++) {
                header = header << 8 | in.getUnsignedByte(at + i);
                if (have + i == 0 && header != CLIENT_HELLO) {
                    return State.INVALID;
                }
            }
            int there = Math.min(length, end - at);
            have += there;
            at += there;
            if (have >= MESSAGE_HEADER) {
                needed = MESSAGE_HEADER + (header & 0xFFFFFF);
                if (needed > MAX_BYTES) {
                    return State.TOO_LARGE;
                }
            }
            if (there < length && have < needed) {
                return State.INCOMPLETE;
            }
        }
        return State.WHOLE;
    }
}
