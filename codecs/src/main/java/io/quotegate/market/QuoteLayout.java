package io.quotegate.market;

/**
 * Where each field of a quote sits in memory. Native byte order, 120 bytes, so that a quote and Agrona's 8-byte record
 * header fill two 64-byte cache lines and no record ever straddles the end of a ring.
 *
 * <pre>
 *  0      8               16             24                       72                        84         88      89      90
 *  +------+---------------+--------------+--- 6 x 8 --------------+--- 6 x 2 ---------------+----------+-------+-------+---
 *  | seq  | exchange time | receive time | mantissas              | formats                 |instrument| venue | flags | -
 *  |      | ns            | ns           | bid bidSz ask askSz    | (scale, trailing zeros) |          |       |       |
 *  |      |               |              | last lastSz            | in the same order       |          |       |       |
 *  +------+---------------+--------------+------------------------+-------------------------+----------+-------+-------+---
 *
 *  96      104      112         116      120
 *  +-------+--------+-----------+---------+
 *  | number| index  | steps to  | steps   |   of every record, written as it is put on the ring
 *  |       |        | previous  | to block|
 *  +-------+--------+-----------+---------+
 * </pre>
 *
 * A time of 0 is unknown; a mantissa of {@link Decimal#ABSENT} is an unknown value.
 */
public final class QuoteLayout {
    /** The six decimals of a quote, by index. */
    public static final int BID = 0;

    public static final int BID_SIZE = 1;
    public static final int ASK = 2;
    public static final int ASK_SIZE = 3;
    public static final int LAST = 4;
    public static final int LAST_SIZE = 5;
    public static final int VALUES = 6;

    public static final int SEQ_OFFSET = 0;
    public static final int EXCHANGE_TIME_OFFSET = SEQ_OFFSET + Long.BYTES;
    public static final int RECEIVE_TIME_OFFSET = EXCHANGE_TIME_OFFSET + Long.BYTES;
    public static final int MANTISSAS_OFFSET = RECEIVE_TIME_OFFSET + Long.BYTES;
    public static final int FORMATS_OFFSET = MANTISSAS_OFFSET + VALUES * Long.BYTES;
    public static final int INSTRUMENT_OFFSET = FORMATS_OFFSET + VALUES * Short.BYTES;
    public static final int VENUE_OFFSET = INSTRUMENT_OFFSET + Integer.BYTES;
    public static final int FLAGS_OFFSET = VENUE_OFFSET + Byte.BYTES;

    /**
     * Of a quote: its number among all quotes of the run of the feed, the same on every ring that it is copied to; of any other
     * record that of the quote before it. 0 where what is published is not in order.
     */
    public static final int NUMBER_OFFSET = 96;

    /** Of every record: where it is on the ring. What is from here on is of this ring alone. */
    public static final int INDEX_OFFSET = NUMBER_OFFSET + Long.BYTES;

    /**
     * Of a quote, and of a trade alike: how many records before it the one before it of its instrument is; 0 for nowhere,
     * less where it is the same said again.
     */
    public static final int PREVIOUS_OFFSET = INDEX_OFFSET + Long.BYTES;

    /** The same of one further back. */
    public static final int BLOCK_OFFSET = PREVIOUS_OFFSET + Integer.BYTES;

    public static final int LENGTH = BLOCK_OFFSET + Integer.BYTES;

    static final int STALE_FLAG = 1;
    static final int SIMULATED_FLAG = 2;

    private QuoteLayout() {}
}
