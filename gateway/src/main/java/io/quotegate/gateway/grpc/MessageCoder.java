package io.quotegate.gateway.grpc;

import io.grpc.Compressor;
import io.grpc.Decompressor;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.ByteBufOutputStream;
import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.Violation;
import io.quotegate.codec.grpc.GrpcMessageReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/** Turns messages into bytes and back, compressed where both sides agreed. Any thread. */
final class MessageCoder {
    private static final int UNKNOWN_LENGTH = 512;

    private MessageCoder() {}

    /**
     * A message with its five bytes in front; to be released.
     *
     * @param compressor null leaves it as it is
     */
    static <RespT> ByteBuf encode(
            MethodDescriptor<?, RespT> method,
            RespT message,
            ByteBufAllocator allocator,
            @Nullable Compressor compressor) {
        ByteBuf framed = null;
        try (InputStream in = method.streamResponse(message)) {
            int length = in instanceof KnownLength ? in.available() : UNKNOWN_LENGTH;
            framed = allocator.directBuffer(GrpcMessageReader.HEADER_BYTES + length);
            framed.writeByte(compressor == null ? 0 : GrpcMessageReader.COMPRESSED)
                    .writeInt(0);
            try (OutputStream out = new ByteBufOutputStream(framed);
                    OutputStream packed = compressor == null ? out : compressor.compress(out)) {
                copy(in, packed);
            }
            framed.setInt(1, framed.readableBytes() - GrpcMessageReader.HEADER_BYTES);
            return framed;
        } catch (IOException | RuntimeException e) {
            if (framed != null) {
                framed.release();
            }
            throw Status.INTERNAL
                    .withDescription("the answer cannot be written")
                    .withCause(e)
                    .asRuntimeException();
        }
    }

    private static void copy(InputStream in, OutputStream out) throws IOException {
        if (in instanceof Drainable drainable) {
            drainable.drainTo(out);
        } else {
            in.transferTo(out);
        }
    }

    /**
     * The message in {@code bytes}.
     *
     * @param decompressor null if it is not compressed
     * @param limit        most bytes it may have when unpacked
     * @throws ProtocolException if it is too long
     * @throws StatusRuntimeException if it is not of the method's type
     */
    static <ReqT> ReqT decode(
            MethodDescriptor<ReqT, ?> method, ByteBuf bytes, @Nullable Decompressor decompressor, int limit) {
        if (decompressor == null) {
            return method.parseRequest(new KnownLengthInput(bytes));
        }
        try (InputStream packed = decompressor.decompress(new ByteBufInputStream(bytes))) {
            return method.parseRequest(new LimitedInput(packed, limit));
        } catch (IOException e) {
            throw Status.INTERNAL
                    .withDescription("message (expected: compressed as grpc-encoding says)")
                    .withCause(e)
                    .asRuntimeException();
        }
    }

    /** Ends a message that unpacks to more than it may. */
    private static final class LimitedInput extends InputStream {
        private final InputStream in;
        private final int limit;
        private int left;

        LimitedInput(InputStream in, int limit) {
            this.in = in;
            this.limit = limit;
            left = limit;
        }

        @Override
        public int read() throws IOException {
            int next = in.read();
            return next < 0 ? next : counted(1, next);
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int count = in.read(into, offset, length);
            return count < 0 ? count : counted(count, count);
        }

        private int counted(int count, int answer) {
            left -= count;
            if (left < 0) {
                throw new ProtocolException(Violation.TOO_LARGE, "message: unpacks to more than " + limit + " bytes");
            }
            return answer;
        }
    }
}
