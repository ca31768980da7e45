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

    private final Runnable goOn;

    private int textBytes; // of Base64, not given back yet
    private @Nullable LargeMessages large; // of the connection, while it is or waits to be one

    /** @param goOn reads on, with nothing new */
    CallBody(HttpStream stream, Variant variant, Runnable goOn) {
        this.stream = stream;
        this.goOn = goOn;
        reader = new GrpcMessageReader(stream.loop().limits().frameBytes());
        text = variant == Variant.WEB_TEXT ? new WebTextReader() : null;
    }

    /**
     * Hands on what is wanted of what is kept and of {@code piece}, which stays the caller's.
     *
     * @throws ProtocolException if the body is not made of messages
     */
    void read(ByteBuf piece, GrpcMessageReader.Listener listener) {
        readPiece(piece, listener);
        if (!reader.isMidMessage()) {
            leaveLarge();
        }
    }

    private void readPiece(ByteBuf piece, GrpcMessageReader.Listener listener) {
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
        if (!reader.isMidMessage() || (listener.wantsMessage() && listener.mayGrow())) {
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

    /** Whether more of the message under way may be kept than the window lets in; if not, it is read on when it may. */
    boolean mayGrow() {
        if (large == null) {
            large = LargeMessages.of(stream.connection().channel());
        }
        return large.tryHold(this);
    }

    /** Whether it waits for that, and not for the client. */
    boolean waitsToGrow() {
        return large != null && large.isWaiting(this);
    }

    void goOn() {
        stream.attempt(goOn, stream::end);
    }

    private void leaveLarge() {
        if (large != null) {
            large.release(this);
            large = null;
        }
    }

    void release() {
        reader.release();
        leaveLarge();
    }

    /** What was sent as Base64 is given back as such. */
    private record TextListener(GrpcMessageReader.Listener listener) implements GrpcMessageReader.Listener {
        @Override
        public boolean wantsMessage() {
            return listener.wantsMessage();
        }

        @Override
        public boolean mayGrow() {
            return listener.mayGrow();
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
