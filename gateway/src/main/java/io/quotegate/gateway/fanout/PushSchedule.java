package io.quotegate.gateway.fanout;

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

    /** A subscriber takes more again. */
    default void onWritable() {}
}
