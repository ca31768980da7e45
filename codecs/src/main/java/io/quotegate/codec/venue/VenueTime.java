package io.quotegate.codec.venue;

/** Venues tell time in milliseconds, or in microseconds where a client asked for them. */
public final class VenueTime {
    private static final long FIRST_MICROSECONDS = 100_000_000_000_000L; // as milliseconds, the year 5138
    private static final long NS_PER_US = 1_000L;
    private static final long NS_PER_MS = 1_000_000L;

    private VenueTime() {}

    /** Nanoseconds since the epoch of a venue's number, whichever unit it is in. */
    public static long toNs(long venueTime) {
        return venueTime * (venueTime < FIRST_MICROSECONDS ? NS_PER_MS : NS_PER_US);
    }

    /** Milliseconds since the epoch, as venues write them. */
    public static long toMs(long timeNs) {
        return timeNs / NS_PER_MS;
    }
}
