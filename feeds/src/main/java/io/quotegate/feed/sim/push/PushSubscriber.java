package io.quotegate.feed.sim.push;

/** A connection as far as pushes go to it. Confined to the venue's loop. */
public interface PushSubscriber {
    /** In which form it wants its pushes. */
    PushForm form();

    /** Sends a whole frame, {@code frame[0..length)}, with the batch that {@link #flush} ends; it is copied. */
    void push(byte[] frame, int length);

    /** Whether the client reads what it is sent. */
    boolean keepsUp();

    /** Writes what was gathered. */
    void flush();
}
