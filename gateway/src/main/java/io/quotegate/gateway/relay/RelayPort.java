package io.quotegate.gateway.relay;

import io.quotegate.ring.verbatim.VerbatimPublisher;
import io.quotegate.ring.verbatim.VerbatimRing;
import java.time.Duration;

/**
 * The way to venues, and what comes from there. Any thread.
 *
 * @param ring          on which they are heard
 * @param publisher     its write end, whose doorbells wake event loops
 * @param upstream      what venues are asked for
 * @param flushInterval longest that a message waits so that several share one write
 */
public record RelayPort(VerbatimRing ring, VerbatimPublisher publisher, Upstream upstream, Duration flushInterval) {
    /** Tells what event loops want. Any thread. */
    public interface Upstream {
        /**
         * An event loop has clients for {@code name} of {@code source}; what becomes of it is told on the ring.
         *
         * @param request how it is asked for
         * @param more    whether the event loop had none before
         */
        void subscribe(int source, String name, String request, boolean more);

        /** An event loop has no client for {@code name} of {@code source} any more. */
        void unsubscribe(int source, String name);
    }
}
