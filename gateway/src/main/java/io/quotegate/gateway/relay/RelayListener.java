package io.quotegate.gateway.relay;

import io.quotegate.gateway.session.DisconnectReason;

/** A client of the relay. Confined to its event loop; arrays are reused after the call. */
public interface RelayListener {
    /** {@code subscription} is in: what it begins with, if anything, and all events follow. */
    void onTaken(RelaySubscription subscription);

    /** The venue does not have it, and says {@code bytes[from..to)}: a code, a space and words. */
    void onRefused(RelaySubscription subscription, byte[] bytes, int from, int to);

    /** The venue pushed {@code bytes[from..to)}. To be flushed in {@link #onBatchEnd}. */
    void onEvent(RelayedTopic topic, byte[] bytes, int from, int to);

    /** What was told since the last call may be sent. */
    void onBatchEnd();

    /** Something is lost, or the venue is away for too long. */
    void onBroken(DisconnectReason reason);
}
