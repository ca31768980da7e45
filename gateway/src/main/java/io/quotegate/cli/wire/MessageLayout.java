package io.quotegate.cli.wire;

import io.netty.buffer.ByteBuf;
import io.quotegate.codec.websocket.WebSocketFrames;

/** The layouts of quotegate's messages: over WebSocket and in length-prefixed frames. */
enum MessageLayout implements FrameLayout {
    /**
     * As servers send them: unmasked.
     *
     * @see <a href="https://datatracker.ietf.org/doc/html/rfc6455#section-5.2">RFC 6455 §5.2</a>
     */
    WEBSOCKET {
        private static final int LENGTH_BITS = 0x7F;
        private static final int TWO_BYTES = 126;
        private static final int OPCODE_BITS = 0x0F;

        @Override
        public int headerBytes(ByteBuf in, int at, int available) {
            if (available < 2) {
                return 2;
            }
            int length = in.getByte(at + 1) & LENGTH_BITS;
            return length < TWO_BYTES ? 2 : length == TWO_BYTES ? 4 : 10;
        }

        @Override
        public long payloadBytes(ByteBuf in, int at) {
            int second = in.getByte(at + 1);
            if (second < 0) {
                throw new IllegalArgumentException("masked frame from a server");
            }
            return second < TWO_BYTES ? second : second == TWO_BYTES ? in.getUnsignedShort(at + 2) : in.getLong(at + 2);
        }

        @Override
        public int opcode(ByteBuf in, int at) {
            int first = in.getByte(at);
            if ((first & WebSocketFrames.FIN) == 0) {
                throw new IllegalArgumentException("fragmented message (expected: whole ones)");
            }
            return first & OPCODE_BITS;
        }
    },
    /** Four bytes of length, big-endian. */
    PREFIX {
        @Override
        public int headerBytes(ByteBuf in, int at, int available) {
            return Integer.BYTES;
        }

        @Override
        public long payloadBytes(ByteBuf in, int at) {
            return in.getUnsignedInt(at);
        }

        @Override
        public int opcode(ByteBuf in, int at) {
            return WebSocketFrames.TEXT;
        }
    }
}
