package io.quotegate.ring.verbatim;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.ring.Doorbell;
import io.quotegate.ring.Doorbells;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.broadcast.BroadcastTransmitter;

/**
 * The write end of a {@link VerbatimRing}. Confined to one thread, except for {@link #addDoorbell} and
 * {@link #removeDoorbell}. Publishing does not wait.
 */
public final class VerbatimPublisher {
    private static final byte[] NOTHING = {};

    private final VerbatimRing ring;
    private final BroadcastTransmitter transmitter;
    private final Doorbells doorbells = new Doorbells();

    private UnsafeBuffer record = new UnsafeBuffer(new byte[64 * 1024]);

    public VerbatimPublisher(VerbatimRing ring) {
        this.ring = ring;
        transmitter = new BroadcastTransmitter(ring.buffer());
    }

    /** What a venue pushed of {@code topic}, {@code bytes[from..to)}; false if it is too long for the ring. */
    public boolean event(int topic, byte[] bytes, int from, int to) {
        int length = VerbatimRing.EVENT_PAYLOAD_OFFSET + to - from;
        if (to - from > ring.longest()) {
            return false;
        }
        UnsafeBuffer out = record(length);
        out.putInt(VerbatimRing.TOPIC_OFFSET, topic);
        out.putBytes(VerbatimRing.EVENT_PAYLOAD_OFFSET, bytes, from, to - from);
        transmit(VerbatimRing.Kind.EVENT, length);
        return true;
    }

    /** {@code name} of {@code source} is called {@code topic} from now on; with what it begins with, which may be nothing. */
    public void taken(int topic, int source, String name, byte[] first) {
        write(VerbatimRing.Kind.TAKEN, topic, source, name, first);
    }

    /** The venue does not have {@code name}. */
    public void refused(int source, String name, byte[] why) {
        write(VerbatimRing.Kind.REFUSED, 0, source, name, why);
    }

    /** Nothing has come of {@code source} for too long. */
    public void away(int source) {
        write(VerbatimRing.Kind.AWAY, 0, source, "", NOTHING);
    }

    private void write(VerbatimRing.Kind kind, int topic, int source, String name, byte[] payload) {
        byte[] nameBytes = name.getBytes(UTF_8);
        byte[] fitting = nameBytes.length + payload.length > ring.longest() ? NOTHING : payload;
        int length = VerbatimRing.NAME_OFFSET + nameBytes.length + fitting.length;
        UnsafeBuffer out = record(length);
        out.putInt(VerbatimRing.TOPIC_OFFSET, topic);
        out.putInt(VerbatimRing.SOURCE_OFFSET, source);
        out.putInt(VerbatimRing.NAME_LENGTH_OFFSET, nameBytes.length);
        out.putBytes(VerbatimRing.NAME_OFFSET, nameBytes);
        out.putBytes(VerbatimRing.NAME_OFFSET + nameBytes.length, fitting);
        transmit(kind, length);
    }

    private UnsafeBuffer record(int length) {
        if (record.capacity() < length) {
            record = new UnsafeBuffer(new byte[Integer.highestOneBit(length) * 2]);
        }
        return record;
    }

    private void transmit(VerbatimRing.Kind kind, int length) {
        transmitter.transmit(kind.type(), record, 0, length);
        doorbells.published();
    }

    /** Wakes the readers if anything was published since the last call; who cannot be woken is tried again next time. */
    public void announce() {
        doorbells.announce();
    }

    /** Lets {@code doorbell} ring from the next {@link #announce()} on. Any thread. */
    public void addDoorbell(Doorbell doorbell) {
        doorbells.add(doorbell);
    }

    /** Silences {@code doorbell}; a ring under way may still come. Any thread. */
    public void removeDoorbell(Doorbell doorbell) {
        doorbells.remove(doorbell);
    }
}
