package io.quotegate.gateway.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a client said and nobody has read yet, because it takes none of what it was answered: a read may hold a thousand
 * requests, each with an answer that is much larger. Owns the bytes, of which there are no more than one read brings.
 * Confined to its event loop.
 */
public final class Intake {
    private final ByteBufAllocator allocator;
    private final Predicate<ByteBuf> reader;

    private @Nullable ByteBuf waiting;

    /**
     * @param reader leaves in the buffer what it does not want yet, and says whether it keeps something itself, so that it is
     *     given the buffer again, though it may be empty; the buffer is not its own
     */
    public Intake(ByteBufAllocator allocator, Predicate<ByteBuf> reader) {
        this.allocator = allocator;
        this.reader = reader;
    }

    /** Has {@code in}, which it takes over, read behind what waits. */
    public void take(ByteBuf in) {
        if (waiting == null) {
            read(in);
        } else {
            waiting = ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(allocator, waiting, in);
        }
    }

    /** Has what waits read, for the client takes bytes again; whether anything did. */
    public boolean goOn() {
        ByteBuf next = waiting;
        if (next != null) {
            waiting = null;
            read(next);
        }
        return next != null;
    }

    private void read(ByteBuf in) {
        boolean kept = false;
        try {
            kept = reader.test(in) || in.isReadable();
        } finally {
            if (kept) {
                waiting = in;
            } else {
                in.release();
            }
        }
    }

    /** Whether nothing waits. */
    public boolean isEmpty() {
        return waiting == null;
    }

    /** Throws away what waits. */
    public void release() {
        if (waiting != null) {
            waiting.release();
            waiting = null;
        }
    }
}
