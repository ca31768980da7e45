package io.quotegate.codec.frame;

import io.netty.buffer.ByteBuf;
import io.quotegate.codec.MessageListener;
import io.quotegate.codec.MessageReader;
import io.quotegate.codec.PartialMessage;
import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.Violation;
import io.quotegate.text.ByteScratch;
import io.quotegate.text.Utf8Validator;

/**
 * Finds JSON objects that follow one another in a byte stream without any framing, by counting brackets outside of
 * strings. Whether an object is well formed is for its reader to say. Confined to its connection's event loop.
 */
public final class JsonObjectReader implements MessageReader {
    private final int maxBytes;
    private final int maxDepth;
    private final ByteScratch scratch;
    private final PartialMessage partial = new PartialMessage();

    private int depth; // 0 between objects
    private boolean inString;
    private boolean escaped;
    private boolean stopped;

    /**
     * @param maxBytes largest object accepted
     * @param maxDepth deepest nesting accepted
     * @param scratch  shared with the other connections of this event loop
     */
    public JsonObjectReader(int maxBytes, int maxDepth, ByteScratch scratch) {
        this.maxBytes = maxBytes;
        this.maxDepth = maxDepth;
        this.scratch = scratch;
    }

    @Override
    public boolean midMessage() {
        return depth > 0;
    }

    @Override
    public void stop() {
        stopped = true;
        partial.release();
    }

    /**
     * {@inheritDoc}
     *
     * @throws ProtocolException for anything but white space between objects, an object that is too long or nested too
     *     deep, or one that is not UTF-8: where the next object starts is then unknown
     */
    @Override
    public void read(ByteBuf in, MessageListener listener) {
        int end = in.readableBytes();
        int first = in.readerIndex();
        byte[] bytes = scratch.atLeast(end);
        in.readBytes(bytes, 0, end);
        int start = 0;
        for (int i = 0; i < end && !stopped; i++) {
            if (depth == 0) {
                start = i;
                begin(bytes[i]);
                continue;
            }
            checkLength(i + 1 - start); // before anything else is found in what is too long, however it is cut
            if (step(bytes[i])) {
                finish(bytes, start, i + 1, listener);
                start = i + 1;
                if (!stopped && !listener.wantsMore()) {
                    in.readerIndex(first + start);
                    return;
                }
            }
        }
        if (depth > 0 && !stopped) {
            partial.append(bytes, start, end);
        }
    }

    private void begin(byte first) {
        if (first == '{') {
            depth = 1;
        } else if (first != ' ' && first != '\n' && first != '\r' && first != '\t') {
            throw new ProtocolException(Violation.MALFORMED, "not a JSON object");
        }
    }

    /** Takes the next byte of an object; true if it is the last one. */
    private boolean step(byte next) {
        if (inString) {
            if (escaped) {
                escaped = false;
            } else if (next == '\\') {
                escaped = true;
            } else if (next == '"') {
                inString = false;
            }
            return false;
        }
        switch (next) {
            case '"' -> inString = true;
            case '{', '[' -> {
                if (++depth > maxDepth) {
                    throw new ProtocolException(Violation.TOO_DEEP, "nested deeper than " + maxDepth);
                }
            }
            case '}', ']' -> depth--;
            default -> {}
        }
        return depth == 0;
    }

    private void finish(byte[] bytes, int from, int to, MessageListener listener) {
        if (partial.length() == 0) {
            deliver(bytes, from, to, listener);
            return;
        }
        partial.append(bytes, from, to);
        byte[] whole = partial.array();
        int length = partial.length();
        partial.release();
        deliver(whole, 0, length, listener);
    }

    private static void deliver(byte[] bytes, int from, int to, MessageListener listener) {
        if (!Utf8Validator.isValid(bytes, from, to)) {
            throw new ProtocolException(Violation.INVALID_DATA, "not UTF-8");
        }
        listener.onMessage(bytes, from, to);
    }

    private void checkLength(int come) {
        if (partial.length() + come > maxBytes) {
            throw new ProtocolException(Violation.TOO_LARGE, "message longer than " + maxBytes + " bytes");
        }
    }
}
