package io.quotegate.service.status;

import io.quotegate.market.Instrument;
import io.quotegate.market.Venue;
import java.util.List;

/** How the gateway and its venues are. Any thread. */
public interface GatewayStatus {
    /** The venues that are configured, the preferred one first, then the others. */
    List<VenueStatus> venues();

    /** The venues that serve a pair. */
    List<Venue> venuesOf(Instrument pair);

    /** Whether there is a quote and a venue that is live. */
    boolean isReady();

    /** Whether it was told to end, and is not ready for that. */
    default boolean isEnding() {
        return false;
    }

    /** What is not as it should be with the quotes, one phrase each; it may be ready nevertheless. */
    List<String> reasons();

    /** What does nothing but fail; a restart may help. */
    List<String> broken();

    String version();

    /** When the gateway was started, microseconds since the epoch. */
    long startedUs();

    /** All counters, in the Prometheus text format; takes a while. */
    String metrics();

    /** The same, in the text format of OpenMetrics. */
    String openMetrics();

    /**
     * One venue.
     *
     * @param state            connecting, live, stale, backing_off or disabled
     * @param preferred        place in the order of preference, -1 where it is not connected at all
     * @param lastMessageAgeMs since its last frame, -1 if there has been none
     * @param connects         connections that were opened
     * @param switchesAway     pairs that were switched to another venue
     * @param gaps             jumps in trade numbers
     */
    record VenueStatus(
            Venue venue,
            String state,
            int preferred,
            long lastMessageAgeMs,
            long connects,
            long switchesAway,
            long gaps) {}
}
