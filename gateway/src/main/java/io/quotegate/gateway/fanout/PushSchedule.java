package io.quotegate.gateway.fanout;

/** When subscribers are sent what they want, where that is not at once. Confined to its event loop. */
interface PushSchedule {
    /** How often it was looked. */
    long ticks();

    /** When a subscriber that has just been sent a snapshot is to be sent something again: not before an interval has passed. */
    long nextTick();

    void join(Subscriber subscriber);

    void leave(Subscriber subscriber);
}
