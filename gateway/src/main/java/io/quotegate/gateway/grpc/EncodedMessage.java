package io.quotegate.gateway.grpc;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** Answers that were encoded by hand: their bytes go out as they are. Any thread. */
public final class EncodedMessage implements MethodDescriptor.Marshaller<byte[]> {
    public static final EncodedMessage MARSHALLER = new EncodedMessage();

    private EncodedMessage() {}

    /** {@code method} with answers that are encoded by hand. */
    public static <ReqT> MethodDescriptor<ReqT, byte[]> answersOf(MethodDescriptor<ReqT, ?> method) {
        return method.toBuilder(method.getRequestMarshaller(), MARSHALLER).build();
    }

    @Override
    public InputStream stream(byte[] message) {
        return new Bytes(message);
    }

    @Override
    public byte[] parse(InputStream in) {
        try {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Bytes extends ByteArrayInputStream implements KnownLength, Drainable {
        Bytes(byte[] bytes) {
            super(bytes);
        }

        @Override
        public int drainTo(OutputStream target) throws IOException {
            int length = count - pos;
            target.write(buf, pos, length);
            pos = count;
            return length;
        }
    }
}
