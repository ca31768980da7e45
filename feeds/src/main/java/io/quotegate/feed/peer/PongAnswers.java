package io.quotegate.feed.peer;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Answers pings, however many come: one answer is on its way at a time, and of the pings that come meanwhile only the
 * newest is answered, which is all that RFC 6455 section 5.5.3 asks for. So a venue that sends pings and reads nothing
 * costs one of them. Confined to the feed loop.
 */
public final class PongAnswers {
    private final Sender sender;
    private boolean underWay;
    private byte @Nullable [] next;

    /** Sends pongs. */
    @FunctionalInterface
    public interface Sender {
        /** Sends a copy of {@code bytes[from..to)} and runs {@code written} when the socket has taken it, or failed. */
        void send(byte[] bytes, int from, int to, Runnable written);
    }

    public PongAnswers(Sender sender) {
        this.sender = sender;
    }

    /** A ping came. */
    public void onPing(byte[] bytes, int from, int to) {
        if (underWay) {
            next = Arrays.copyOfRange(bytes, from, to);
        } else {
            underWay = true;
            sender.send(bytes, from, to, this::onWritten);
        }
    }

    private void onWritten() {
        underWay = false;
        byte[] ping = next;
        next = null;
        if (ping != null) {
            onPing(ping, 0, ping.length);
        }
    }
}
