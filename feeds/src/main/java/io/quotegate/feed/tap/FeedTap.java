package io.quotegate.feed.tap;

import io.quotegate.feed.socket.SocketOwner;
import io.quotegate.market.Venue;
import io.quotegate.ring.Doorbell;
import io.quotegate.ring.Doorbells;
import java.util.EnumSet;
import java.util.Set;
import org.agrona.BufferUtil;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * Copies what is said on the feed's connections onto a ring, which one {@link TapReader} empties. Confined to the feed loop,
 * but for {@link #reader}. Never waits: where the ring is full, messages are left out, and the reader is told that
 * some are missing.
 *
 * <pre>
 *  type OPEN:         | connection (4) | venue's code (4) |
 *  type SAID, HEARD:  | connection (4) | text ... |
 *  type ALIVE, END:   | connection (4) |
 *  type LOST:         | 0 (4) |
 * </pre>
 */
public final class FeedTap {
    static final int OPEN = 1;
    static final int SAID = 2;
    static final int HEARD = 3;
    static final int ALIVE = 4;
    static final int END = 5;
    static final int LOST = 6;
    static final int PAYLOAD_OFFSET = Integer.BYTES;

    private static final int CACHE_LINE = 64;

    private final Set<Venue> venues;
    private final RingBuffer ring;
    private final Doorbells doorbells = new Doorbells();

    private int connections;
    private boolean lossToTell;

    /**
     * What can be overheard of {@code venues}.
     *
     * @param capacity of the ring in bytes, a power of two
     */
    public FeedTap(Set<Venue> venues, int capacity) {
        this.venues = venues.isEmpty() ? Set.of() : EnumSet.copyOf(venues);
        ring = new OneToOneRingBuffer(
                new UnsafeBuffer(BufferUtil.allocateDirectAligned((int) bytes(capacity), CACHE_LINE)));
    }

    /** Bytes of direct memory that a ring of {@code capacity} bytes takes. */
    public static long bytes(int capacity) {
        return (long) capacity + RingBufferDescriptor.TRAILER_LENGTH;
    }

    /** The owner to give to a socket to {@code venue} in place of {@code owner}: the same where nobody overhears the venue. */
    public SocketOwner overheard(Venue venue, SocketOwner owner) {
        return venues.contains(venue) ? new OverheardSocket(owner, this, ++connections, venue) : owner;
    }

    /** The one that reads, and is woken by {@code doorbell} while it attends. Any thread. */
    public TapReader reader(TapListener listener, Doorbell doorbell) {
        return new TapReader(ring, listener, doorbells, doorbell);
    }

    void opened(int connection, Venue venue) {
        int at = claim(OPEN, Integer.BYTES);
        if (at > 0) {
            AtomicBuffer out = ring.buffer();
            out.putInt(at, connection);
            out.putInt(at + PAYLOAD_OFFSET, venue.code());
            commit(at);
        }
        announce();
    }

    void text(int type, int connection, byte[] bytes, int from, int to) {
        int at = claim(type, to - from);
        if (at > 0) {
            ring.buffer().putInt(at, connection);
            ring.buffer().putBytes(at + PAYLOAD_OFFSET, bytes, from, to - from);
            commit(at);
        }
    }

    /** Without a text: {@link #ALIVE} or {@link #END}. */
    void sign(int type, int connection) {
        int at = claim(type, 0);
        if (at > 0) {
            ring.buffer().putInt(at, connection);
            commit(at);
        }
        announce();
    }

    /** Where a record is to be written; 0 or less for nowhere, and then a loss is to be told first. */
    private int claim(int type, int payload) {
        int length = PAYLOAD_OFFSET + payload;
        if (lossToTell) {
            tellLoss();
        }
        int at = lossToTell || length > ring.maxMsgLength()
                ? RingBuffer.INSUFFICIENT_CAPACITY
                : ring.tryClaim(type, length);
        lossToTell |= at <= 0;
        return at;
    }

    private void tellLoss() {
        int at = ring.tryClaim(LOST, PAYLOAD_OFFSET);
        if (at > 0) {
            ring.buffer().putInt(at, 0);
            commit(at);
            lossToTell = false;
        }
    }

    private void commit(int at) {
        ring.commit(at);
        doorbells.published();
    }

    /** Wakes the reader if anything was written since the last call. */
    void announce() {
        doorbells.announce();
    }
}
