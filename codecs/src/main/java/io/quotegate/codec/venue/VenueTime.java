package io.quotegate.codec.venue;

/** Venues tell time in milliseconds, or in microseconds or nanoseconds where a client asked for them. */
public final class VenueTime {
    private static final long FIRST_MICROSECONDS = 100_000_000_000_000L; // as milliseconds, the year 5138
    private static final long FIRST_NANOSECONDS = 100_000_000_000_000_000L; // as microseconds, likewise
    private static final long LAST_MILLISECONDS = Long.MAX_VALUE / 1_000_000L; // in the year 2262
    private static final long NS_PER_US = 1_000L;
    private static final long NS_PER_MS = 1_000_000L;

    private VenueTime() {}

    /** Nanoseconds since the epoch of a venue's number, whichever unit it is in; 0 where they cannot be told. */
    public static long toNs(long venueTime) {
        if (venueTime >= FIRST_NANOSECONDS) {
            return venueTime;
        }
        if (venueTime >= FIRST_MICROSECONDS) {
            return venueTime > Long.MAX_VALUE / NS_PER_US ? 0 : venueTime * NS_PER_US;
        }
        return venueTime < 0 || venueTime > LAST_MILLISECONDS ? 0 : venueTime * NS_PER_MS;
    }

    /** Milliseconds since the epoch, as venues write them. */
    public static long toMs(long timeNs) {
        return timeNs / NS_PER_MS;
    }
}
