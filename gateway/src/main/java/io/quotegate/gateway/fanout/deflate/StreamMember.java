package io.quotegate.gateway.fanout.deflate;

import org.jspecify.annotations.Nullable;

/**
 * Whether one subscriber has had all that the stream of its group refers to. Of all parts of a client one at most is a
 * member of a stream, for they share a window. Confined to its event loop.
 */
public final class StreamMember {
    /** An answer of so many bytes is worth more compressed than being in step. */
    private static final int LARGE = 8 * 1024;

    private @Nullable GroupStream stream;
    private boolean inStep;

    /** Its group's is {@code groupStream}; null if that has none. */
    public void join(@Nullable GroupStream groupStream) {
        stream = groupStream;
    }

    /** It is in none any more. */
    public void leave() {
        fallOut();
        stream = null;
    }

    /** Whether its group has a stream. */
    public boolean isInStream() {
        return stream != null;
    }

    /** Whether what comes next in the stream can be read. */
    public boolean isInStep() {
        return inStep;
    }

    /** It is sent what the stream begins with. */
    public void stepIn() {
        if (stream != null && !inStep) {
            inStep = true;
            stream.count(1);
        }
    }

    /** It is not sent something of the stream, or something else that is compressed. */
    public void fallOut() {
        if (stream != null && inStep) {
            inStep = false;
            stream.count(-1);
        }
    }

    /** Whether a message of {@code bytes} may be compressed for it alone; it falls out where it has to for that. */
    public boolean lets(int bytes) {
        if (bytes >= LARGE) {
            fallOut();
        }
        return !inStep;
    }
}
