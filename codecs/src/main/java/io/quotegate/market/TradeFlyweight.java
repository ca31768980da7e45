package io.quotegate.market;

import org.agrona.concurrent.UnsafeBuffer;

/**
 * A view of a trade's bytes, see {@link TradeLayout}. Confined to one thread; valid only as long as the bytes under it.
 * Times are nanoseconds since the epoch.
 */
public final class TradeFlyweight {
    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);

    /** Looks at {@link QuoteLayout#LENGTH} bytes of {@code source} from {@code offset}. */
    public TradeFlyweight wrap(UnsafeBuffer source, int offset) {
        buffer.wrap(source, offset, QuoteLayout.LENGTH);
        return this;
    }

    /** The bytes under this view, {@link QuoteLayout#LENGTH} of them. */
    public UnsafeBuffer buffer() {
        return buffer;
    }

    /** Puts it under another number of its pair. */
    public TradeFlyweight instrumentId(int id) {
        buffer.putInt(TradeLayout.INSTRUMENT_OFFSET, id);
        return this;
    }

    /** Copies every field of {@code other}. */
    public TradeFlyweight set(TradeFlyweight other) {
        buffer.putBytes(0, other.buffer, 0, QuoteLayout.LENGTH);
        return this;
    }

    /** Takes over what a venue said; the fields that it does not know are to be set beside. */
    public TradeFlyweight set(TradeUpdate trade) {
        buffer.putInt(TradeLayout.INSTRUMENT_OFFSET, trade.instrumentId);
        buffer.putLong(TradeLayout.EXCHANGE_TIME_OFFSET, trade.exchangeTimeNs);
        buffer.putLong(TradeLayout.TRADE_ID_OFFSET, trade.tradeId);
        buffer.putLong(TradeLayout.COUNT_OFFSET, trade.count);
        buffer.putLong(TradeLayout.PRICE_OFFSET, trade.price.mantissa());
        buffer.putLong(TradeLayout.SIZE_OFFSET, trade.size.mantissa());
        buffer.putShort(TradeLayout.PRICE_FORMAT_OFFSET, (short) trade.price.format());
        buffer.putShort(TradeLayout.SIZE_FORMAT_OFFSET, (short) trade.size.format());
        return this;
    }

    /** Says where it comes from; {@code active} if the pair is served from that venue at this moment. */
    public TradeFlyweight origin(Venue venue, boolean takerBuys, boolean active) {
        int flags = (takerBuys ? TradeLayout.TAKER_BUYS_FLAG : 0) | (active ? TradeLayout.ACTIVE_FLAG : 0);
        buffer.putByte(TradeLayout.VENUE_OFFSET, (byte) venue.code());
        buffer.putByte(TradeLayout.FLAGS_OFFSET, (byte) flags);
        return this;
    }

    /** Rises by one per published trade of the instrument's active venue in this process; 0 before the first. */
    public long seq() {
        return buffer.getLong(TradeLayout.SEQ_OFFSET);
    }

    public TradeFlyweight seq(long seq) {
        buffer.putLong(TradeLayout.SEQ_OFFSET, seq);
        return this;
    }

    /** When it was made, by the venue's clock. */
    public long exchangeTimeNs() {
        return buffer.getLong(TradeLayout.EXCHANGE_TIME_OFFSET);
    }

    /** When the bytes were read from the venue's socket. */
    public long receiveTimeNs() {
        return buffer.getLong(TradeLayout.RECEIVE_TIME_OFFSET);
    }

    public TradeFlyweight receiveTimeNs(long timeNs) {
        buffer.putLong(TradeLayout.RECEIVE_TIME_OFFSET, timeNs);
        return this;
    }

    /** The venue's id, of the last fill where it joins several; -1 where it is no number. */
    public long tradeId() {
        return buffer.getLong(TradeLayout.TRADE_ID_OFFSET);
    }

    /** How many fills it joins; 0 where the venue does not say. */
    public long count() {
        return buffer.getLong(TradeLayout.COUNT_OFFSET);
    }

    public int instrumentId() {
        return buffer.getInt(TradeLayout.INSTRUMENT_OFFSET);
    }

    public Venue venue() {
        return Venue.ofCode(venueCode());
    }

    /** The byte that stands for the venue, see {@link Venue#code()}. */
    public int venueCode() {
        return buffer.getByte(TradeLayout.VENUE_OFFSET);
    }

    public boolean takerBuys() {
        return (buffer.getByte(TradeLayout.FLAGS_OFFSET) & TradeLayout.TAKER_BUYS_FLAG) != 0;
    }

    /** Whether the pair was served from this trade's venue when it came. */
    public boolean active() {
        return (buffer.getByte(TradeLayout.FLAGS_OFFSET) & TradeLayout.ACTIVE_FLAG) != 0;
    }

    public long priceMantissa() {
        return buffer.getLong(TradeLayout.PRICE_OFFSET);
    }

    /** See {@link Decimal#format()}. */
    public int priceFormat() {
        return buffer.getShort(TradeLayout.PRICE_FORMAT_OFFSET);
    }

    public long sizeMantissa() {
        return buffer.getLong(TradeLayout.SIZE_OFFSET);
    }

    /** See {@link Decimal#format()}. */
    public int sizeFormat() {
        return buffer.getShort(TradeLayout.SIZE_FORMAT_OFFSET);
    }
}
