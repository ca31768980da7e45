package io.quotegate.market;

/**
 * Where each field of a trade sits in memory. Native byte order, as long as a quote so that all ring records are alike.
 *
 * <pre>
 *  0      8               16             24        32      40      48     56       58       60         64      65      66
 *  +------+---------------+--------------+---------+-------+-------+------+--------+--------+----------+-------+-------+---
 *  | seq  | exchange time | receive time | trade   | count | price | size | price  | size   |instrument| venue | flags | -
 *  |      | ns            | ns           | id      |       | mantissas    | formats         |          |       |       |
 *  +------+---------------+--------------+---------+-------+-------+------+--------+--------+----------+-------+-------+---
 * </pre>
 */
final class TradeLayout {
    static final int SEQ_OFFSET = 0;
    static final int EXCHANGE_TIME_OFFSET = SEQ_OFFSET + Long.BYTES;
    static final int RECEIVE_TIME_OFFSET = EXCHANGE_TIME_OFFSET + Long.BYTES;
    static final int TRADE_ID_OFFSET = RECEIVE_TIME_OFFSET + Long.BYTES;
    static final int COUNT_OFFSET = TRADE_ID_OFFSET + Long.BYTES;
    static final int PRICE_OFFSET = COUNT_OFFSET + Long.BYTES;
    static final int SIZE_OFFSET = PRICE_OFFSET + Long.BYTES;
    static final int PRICE_FORMAT_OFFSET = SIZE_OFFSET + Long.BYTES;
    static final int SIZE_FORMAT_OFFSET = PRICE_FORMAT_OFFSET + Short.BYTES;
    static final int INSTRUMENT_OFFSET = SIZE_FORMAT_OFFSET + Short.BYTES;
    static final int VENUE_OFFSET = INSTRUMENT_OFFSET + Integer.BYTES;
    static final int FLAGS_OFFSET = VENUE_OFFSET + Byte.BYTES;

    static final int TAKER_BUYS_FLAG = 1;
    static final int ACTIVE_FLAG = 2;

    private TradeLayout() {}
}
