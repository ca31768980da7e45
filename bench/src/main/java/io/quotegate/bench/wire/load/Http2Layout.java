package io.quotegate.bench.wire.load;

import io.netty.buffer.ByteBuf;
import io.quotegate.cli.wire.FrameLayout;

/** What stands in front of frames of HTTP/2, and of messages of gRPC. */
enum Http2Layout implements FrameLayout {
    /**
     * Frames. What they are is their type, with their flags in the second byte.
     *
     * @see <a href="https://datatracker.ietf.org/doc/html/rfc9113#section-4.1">RFC 9113 §4.1</a>
     */
    FRAME {
        private static final int TYPE_AT = 3;
        private static final int FLAGS_AT = 4;

        @Override
        public int headerBytes(ByteBuf in, int at, int available) {
            return 9;
        }

        @Override
        public long payloadBytes(ByteBuf in, int at) {
            return in.getUnsignedMedium(at);
        }

        @Override
        public int opcode(ByteBuf in, int at) {
            return in.getUnsignedByte(at + TYPE_AT) | in.getUnsignedByte(at + FLAGS_AT) << Byte.SIZE;
        }
    },
    /**
     * Messages, none compressed.
     *
     * @see <a href="https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md">gRPC over HTTP/2</a>
     */
    MESSAGE {
        @Override
        public int headerBytes(ByteBuf in, int at, int available) {
            return 1 + Integer.BYTES;
        }

        @Override
        public long payloadBytes(ByteBuf in, int at) {
            return in.getUnsignedInt(at + 1);
        }

        @Override
        public int opcode(ByteBuf in, int at) {
            return in.getByte(at);
        }
    }
}
