package io.quotegate.feed.origin;

import java.util.concurrent.CompletableFuture;

/**
 * Whether a venue is real or simulated: as configured, and as it says itself. Once one has said that it is simulated, that
 * is believed for good. Told by the feed loop and by those that ask over REST; any thread.
 */
public final class VenueOrigin {
    /** In an answer to a handshake or over REST, {@code true} says that the venue is not real. */
    public static final String HEADER = "X-Quotegate-Simulated";

    private final CompletableFuture<Boolean> told = new CompletableFuture<>();
    private volatile boolean simulated; // orders nothing else

    /** A venue that is yet to say so, unless it is {@code simulated} by configuration. */
    public static VenueOrigin of(boolean simulated) {
        VenueOrigin origin = new VenueOrigin();
        if (simulated) {
            origin.tell(true);
        }
        return origin;
    }

    /** The venue, or whoever knows it, says whether it is simulated. */
    public void tell(boolean isSimulated) {
        if (isSimulated) {
            simulated = true;
        }
        told.complete(isSimulated);
    }

    /** Whether it is simulated, as far as is known now. */
    public boolean isSimulated() {
        return simulated;
    }

    /** Whether anybody has said whether it is. */
    public boolean isKnown() {
        return told.isDone();
    }

    /** Ends when it is known for the first time, with whether it is simulated. */
    public CompletableFuture<Boolean> told() {
        return told.copy();
    }
}
