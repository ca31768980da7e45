package io.quotegate.cluster;

import io.quotegate.market.Venue;
import java.util.ArrayList;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * What a feed node says of itself, ten times a second.
 *
 * <pre>
 *  0      4       8                        32
 *  +------+-------+------------------------+----------
 *  | rank | ready | next number of each of | venues ..
 *  |      |       | the three streams      |
 *  +------+-------+------------------------+----------
 *
 *  venue: 0       1       2       4         8          16         24     32
 *         +-------+-------+-------+---------+----------+----------+------+
 *         | venue | state | flags | age ms  | connects | switches | gaps |
 *         +-------+-------+-------+---------+----------+----------+------+
 * </pre>
 *
 * Immutable: any thread.
 *
 * @param ready  whether it has quotes of any venue
 * @param next   of each stream that it publishes, the number of the record to come
 * @param venues in order of preference
 */
record Heartbeat(int rank, boolean ready, long[] next, List<VenueReport> venues) {
    private static final int READY_OFFSET = Integer.BYTES;
    private static final int NEXT_OFFSET = 2 * Integer.BYTES;
    private static final int VENUES_OFFSET = NEXT_OFFSET + ClusterStream.PUBLISHED * Long.BYTES;
    private static final int STATE_OFFSET = 1;
    private static final int FLAGS_OFFSET = 2;
    private static final int AGE_OFFSET = 4;
    private static final int CONNECTS_OFFSET = 8;
    private static final int SWITCHES_OFFSET = 16;
    private static final int GAPS_OFFSET = 24;
    private static final int VENUE = 32;
    private static final int SIMULATED_FLAG = 1;
    private static final int ORIGIN_KNOWN_FLAG = 2;
    private static final int LIVE_FLAG = 4;

    Heartbeat {
        venues = List.copyOf(venues);
    }

    int length() {
        return VENUES_OFFSET + venues.size() * VENUE;
    }

    void put(UnsafeBuffer out) {
        out.putInt(0, rank);
        out.putInt(READY_OFFSET, ready ? 1 : 0);
        for (int i = 0; i < ClusterStream.PUBLISHED; i++) {
            out.putLong(NEXT_OFFSET + i * Long.BYTES, next[i]);
        }
        int at = VENUES_OFFSET;
        for (VenueReport each : venues) {
            out.putByte(at, (byte) each.venue().code());
            out.putByte(at + STATE_OFFSET, (byte) each.state());
            out.putShort(at + FLAGS_OFFSET, (short) flags(each));
            out.putInt(at + AGE_OFFSET, each.messageAgeMs());
            out.putLong(at + CONNECTS_OFFSET, each.connects());
            out.putLong(at + SWITCHES_OFFSET, each.switches());
            out.putLong(at + GAPS_OFFSET, each.gaps());
            at += VENUE;
        }
    }

    private static int flags(VenueReport venue) {
        return (venue.simulated() ? SIMULATED_FLAG : 0)
                | (venue.originKnown() ? ORIGIN_KNOWN_FLAG : 0)
                | (venue.live() ? LIVE_FLAG : 0);
    }

    /** What {@code in}, which is as long as one at least, says; venues not known here are left out. */
    static Heartbeat read(UnsafeBuffer in) {
        long[] next = new long[ClusterStream.PUBLISHED];
        for (int i = 0; i < next.length; i++) {
            next[i] = in.getLong(NEXT_OFFSET + i * Long.BYTES);
        }
        List<VenueReport> venues = new ArrayList<>();
        for (int at = VENUES_OFFSET; at + VENUE <= in.capacity(); at += VENUE) {
            int code = in.getByte(at);
            if (code >= 0 && code < Venue.count()) {
                int flags = in.getShort(at + FLAGS_OFFSET);
                venues.add(new VenueReport(
                        Venue.ofCode(code),
                        (flags & LIVE_FLAG) != 0,
                        in.getByte(at + STATE_OFFSET),
                        (flags & SIMULATED_FLAG) != 0,
                        (flags & ORIGIN_KNOWN_FLAG) != 0,
                        in.getInt(at + AGE_OFFSET),
                        in.getLong(at + CONNECTS_OFFSET),
                        in.getLong(at + SWITCHES_OFFSET),
                        in.getLong(at + GAPS_OFFSET)));
            }
        }
        return new Heartbeat(in.getInt(0), in.getInt(READY_OFFSET) != 0, next, venues);
    }

    /** Whether {@code in} is long enough to be one. */
    static boolean fits(UnsafeBuffer in) {
        return in.capacity() >= VENUES_OFFSET;
    }
}
