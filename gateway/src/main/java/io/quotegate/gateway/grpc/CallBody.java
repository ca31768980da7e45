package io.quotegate.gateway.grpc;

import io.netty.buffer.ByteBuf;
import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.grpc.GrpcMessageReader;
import io.quotegate.codec.grpc.WebTextReader;
import io.quotegate.gateway.http.HttpStream;
import org.jspecify.annotations.Nullable;

/** The messages in the body of one request, out of Base64 where that is the variant. Confined to its event loop. */
final class CallBody {
    private final HttpStream stream;
    private final GrpcMessageReader reader;
    private final @Nullable WebTextReader text;

    private int textBytes; // of Base64, not given back yet

    CallBody(HttpStream stream, Variant variant) {
        this.stream = stream;
        reader = new GrpcMessageReader(stream.loop().limits().frameBytes());
        text = variant == Variant.WEB_TEXT ? new WebTextReader() : null;
    }

    /**
     * Hands on what is wanted of what is kept and of {@code piece}, which stays the caller's.
     *
     * @throws ProtocolException if the body is not made of messages
     */
    void read(ByteBuf piece, GrpcMessageReader.Listener listener) {
        if (text == null) {
            readBinary(piece, listener);
            return;
        }
        textBytes += piece.readableBytes();
        ByteBuf binary = text.read(piece);
        try {
            readBinary(binary, new TextListener(listener));
        } finally {
            binary.release();
        }
        if (!reader.isMidMessage() || listener.wantsMessage()) {
            stream.consumed(textBytes);
            textBytes = 0;
        }
    }

    private void readBinary(ByteBuf piece, GrpcMessageReader.Listener listener) {
        if (piece.isReadable()) {
            reader.read(piece, listener);
        } else {
            reader.poll(listener);
        }
    }

    /** Whether a message was begun, or waits to be wanted. */
    boolean isMidMessage() {
        return reader.isMidMessage() || (text != null && text.isMidQuantum());
    }

    void release() {
        reader.release();
    }

    /** What was sent as Base64 is given back as such. */
    private record TextListener(GrpcMessageReader.Listener listener) implements GrpcMessageReader.Listener {
        @Override
        public boolean wantsMessage() {
            return listener.wantsMessage();
        }

        @Override
        public void onMessage(ByteBuf message, boolean compressed) {
            listener.onMessage(message, compressed);
        }

        @Override
        public void onRoom(int bytes) {
            // Counted before it was decoded.
        }
    }
}
