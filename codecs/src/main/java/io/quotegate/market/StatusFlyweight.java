package io.quotegate.market;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * A view of a status event's bytes, which are as long as a quote's so that all ring records are alike. Confined to one
 * thread; valid only as long as the bytes under it.
 *
 * <pre>
 *  0         8            12     13      14       15
 *  +---------+------------+------+-------+--------+---
 *  | time ns | instrument | type | venue | reason | -
 *  +---------+------------+------+-------+--------+---
 * </pre>
 */
public final class StatusFlyweight {
    /** The instrument of an event that concerns a whole venue. */
    public static final int NO_INSTRUMENT = -1;

    private static final int TIME_OFFSET = 0;
    private static final int INSTRUMENT_OFFSET = TIME_OFFSET + Long.BYTES;
    private static final int TYPE_OFFSET = INSTRUMENT_OFFSET + Integer.BYTES;
    private static final int VENUE_OFFSET = TYPE_OFFSET + Byte.BYTES;
    private static final int REASON_OFFSET = VENUE_OFFSET + Byte.BYTES;

    private static final StatusType[] TYPES = StatusType.values();
    private static final StatusReason[] REASONS = StatusReason.values();

    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);

    public StatusFlyweight wrap(UnsafeBuffer source, int offset) {
        buffer.wrap(source, offset, QuoteLayout.LENGTH);
        return this;
    }

    /** The bytes under this view. */
    public UnsafeBuffer buffer() {
        return buffer;
    }

    public StatusFlyweight set(StatusType type, Venue venue, int instrumentId, StatusReason reason, long timeNs) {
        buffer.putLong(TIME_OFFSET, timeNs);
        buffer.putInt(INSTRUMENT_OFFSET, instrumentId);
        buffer.putByte(TYPE_OFFSET, (byte) type.ordinal());
        buffer.putByte(VENUE_OFFSET, (byte) venue.code());
        buffer.putByte(REASON_OFFSET, (byte) reason.ordinal());
        return this;
    }

    /** When it happened, nanoseconds since the epoch. */
    public long timeNs() {
        return buffer.getLong(TIME_OFFSET);
    }

    /** The pair it concerns, or {@link #NO_INSTRUMENT}. */
    public int instrumentId() {
        return buffer.getInt(INSTRUMENT_OFFSET);
    }

    /** Whether this process knows what it says: another may know more. */
    public boolean isKnown() {
        return isBelow(TYPE_OFFSET, TYPES.length)
                && isBelow(VENUE_OFFSET, Venue.count())
                && isBelow(REASON_OFFSET, REASONS.length);
    }

    private boolean isBelow(int offset, int end) {
        byte code = buffer.getByte(offset);
        return code >= 0 && code < end;
    }

    public StatusType type() {
        return TYPES[buffer.getByte(TYPE_OFFSET)];
    }

    /** The venue it concerns; for {@link StatusType#SWITCH} the new one. */
    public Venue venue() {
        return Venue.ofCode(buffer.getByte(VENUE_OFFSET));
    }

    public StatusReason reason() {
        return REASONS[buffer.getByte(REASON_OFFSET)];
    }
}
