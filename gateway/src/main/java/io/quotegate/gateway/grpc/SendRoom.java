package io.quotegate.gateway.grpc;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Whether a call takes more messages, as threads other than its event loop see it. What they have handed over counts as
 * sent, so that a client that reads nothing bounds what waits for it. Any thread; who asks in vain is told later.
 */
final class SendRoom {
    /** Most bytes on their way to the event loop of a call that takes more. */
    private static final long HANDED_OVER_BYTES = 32 * 1024;

    private final AtomicLong handedOver = new AtomicLong();
    private volatile boolean room = true; // by the event loop, when it last looked
    private volatile boolean askedInVain;

    boolean isReady() {
        if (hasRoom()) {
            return true;
        }
        askedInVain = true; // before the second look: if the event loop misses this, the look sees what it did
        return hasRoom();
    }

    private boolean hasRoom() {
        return room && handedOver.get() < HANDED_OVER_BYTES;
    }

    void onHandedOver(int bytes) {
        handedOver.addAndGet(bytes);
    }

    void onArrived(int bytes) {
        handedOver.addAndGet(-bytes);
    }

    /** On the event loop: notes whether there is room; true if there is and somebody waits to hear it. */
    boolean isAwaited(boolean hasRoomNow) {
        room = hasRoomNow;
        if (!askedInVain || !hasRoom()) {
            return false;
        }
        askedInVain = false;
        return true;
    }

    /** On the event loop: tells somebody there whether there is room; who is told that there is none waits to hear of some. */
    boolean isThere(boolean hasRoomNow) {
        if (!hasRoomNow) {
            room = false;
            askedInVain = true;
        }
        return hasRoomNow;
    }
}
