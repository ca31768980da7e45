package io.quotegate.gateway.fanout;

import java.util.BitSet;

/** When subscribers are sent what they want, where that is not at once. Confined to its event loop. */
interface PushSchedule {
    /** How often it was looked. */
    long ticks();

    /** When a subscriber that has just been sent a snapshot is to be sent something again: not before an interval has passed. */
    long nextTick();

    /** The number of what was sent last of {@code topic} to whoever wants it and keeps up; 0 for nothing. */
    long sentSeq(int topic);

    void join(Subscriber subscriber);

    void leave(Subscriber subscriber);

    /** {@code subscriber}, which has left, wants nothing any more. */
    default void end(Subscriber subscriber) {}

    /** {@code subscriber}, which had missed them, has been sent the newest of {@code topics} by itself. */
    default void caughtUp(Subscriber subscriber, BitSet topics) {}

    /** A subscriber takes more again. */
    default void onWritable() {}
}
