package io.quotegate.market;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * A view of a quote's bytes, see {@link QuoteLayout}. Confined to one thread; valid only as long as the bytes under it.
 * Times are nanoseconds since the epoch, 0 where unknown.
 */
public final class QuoteFlyweight {
    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);

    /** Looks at {@link QuoteLayout#LENGTH} bytes of {@code source} from {@code offset}. */
    public QuoteFlyweight wrap(UnsafeBuffer source, int offset) {
        buffer.wrap(source, offset, QuoteLayout.LENGTH);
        return this;
    }

    /** The bytes under this view, {@link QuoteLayout#LENGTH} of them. */
    public UnsafeBuffer buffer() {
        return buffer;
    }

    /** Copies every field of {@code other}. */
    public QuoteFlyweight set(QuoteFlyweight other) {
        buffer.putBytes(0, other.buffer, 0, QuoteLayout.LENGTH);
        return this;
    }

    /** Rises by one per published quote of the instrument in this process. */
    public long seq() {
        return buffer.getLong(QuoteLayout.SEQ_OFFSET);
    }

    public QuoteFlyweight seq(long seq) {
        buffer.putLong(QuoteLayout.SEQ_OFFSET, seq);
        return this;
    }

    /** When the venue says the quote came to be; 0 where it does not say. */
    public long exchangeTimeNs() {
        return buffer.getLong(QuoteLayout.EXCHANGE_TIME_OFFSET);
    }

    public QuoteFlyweight exchangeTimeNs(long timeNs) {
        buffer.putLong(QuoteLayout.EXCHANGE_TIME_OFFSET, timeNs);
        return this;
    }

    /** When the bytes were read from the venue's socket. */
    public long receiveTimeNs() {
        return buffer.getLong(QuoteLayout.RECEIVE_TIME_OFFSET);
    }

    public QuoteFlyweight receiveTimeNs(long timeNs) {
        buffer.putLong(QuoteLayout.RECEIVE_TIME_OFFSET, timeNs);
        return this;
    }

    public int instrumentId() {
        return buffer.getInt(QuoteLayout.INSTRUMENT_OFFSET);
    }

    public QuoteFlyweight instrumentId(int id) {
        buffer.putInt(QuoteLayout.INSTRUMENT_OFFSET, id);
        return this;
    }

    public Venue venue() {
        return Venue.ofCode(buffer.getByte(QuoteLayout.VENUE_OFFSET));
    }

    public QuoteFlyweight venue(Venue venue) {
        buffer.putByte(QuoteLayout.VENUE_OFFSET, (byte) venue.code());
        return this;
    }

    /** Of one that was published: where it is on the ring. */
    public long index() {
        return buffer.getLong(QuoteLayout.INDEX_OFFSET);
    }

    /** Of one that was published: its number among all quotes; 0 where that is not to be told. */
    public long number() {
        return buffer.getLong(QuoteLayout.NUMBER_OFFSET);
    }

    /** See {@link #number()}. */
    public QuoteFlyweight number(long number) {
        buffer.putLong(QuoteLayout.NUMBER_OFFSET, number);
        return this;
    }

    /** Whether no healthy venue stands behind this quote. */
    public boolean stale() {
        return (buffer.getByte(QuoteLayout.FLAGS_OFFSET) & QuoteLayout.STALE_FLAG) != 0;
    }

    /** Whether the venue is a simulated one. */
    public boolean simulated() {
        return (buffer.getByte(QuoteLayout.FLAGS_OFFSET) & QuoteLayout.SIMULATED_FLAG) != 0;
    }

    public QuoteFlyweight flags(boolean stale, boolean simulated) {
        int flags = (stale ? QuoteLayout.STALE_FLAG : 0) | (simulated ? QuoteLayout.SIMULATED_FLAG : 0);
        buffer.putByte(QuoteLayout.FLAGS_OFFSET, (byte) flags);
        return this;
    }

    /** The digits of value {@code index} ({@link QuoteLayout#BID} and so on), or {@link Decimal#ABSENT}. */
    public long mantissa(int index) {
        return buffer.getLong(QuoteLayout.MANTISSAS_OFFSET + index * Long.BYTES);
    }

    /** Scale and trailing zeros of value {@code index}, see {@link Decimal#format()}. */
    public int format(int index) {
        return buffer.getShort(QuoteLayout.FORMATS_OFFSET + index * Short.BYTES);
    }

    public boolean isAbsent(int index) {
        return mantissa(index) == Decimal.ABSENT;
    }

    public QuoteFlyweight value(int index, Decimal value) {
        buffer.putLong(QuoteLayout.MANTISSAS_OFFSET + index * Long.BYTES, value.mantissa());
        buffer.putShort(QuoteLayout.FORMATS_OFFSET + index * Short.BYTES, (short) value.format());
        return this;
    }

    /** Copies value {@code index} into {@code to}. */
    public Decimal readValue(int index, Decimal to) {
        return to.set(mantissa(index), format(index));
    }
}
