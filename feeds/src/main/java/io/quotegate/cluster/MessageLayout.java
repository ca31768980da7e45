package io.quotegate.cluster;

import io.quotegate.market.QuoteLayout;
import org.agrona.BitUtil;

/**
 * Where each field of a message between machines sits. A message holds the records of one turn of its sender, as many as
 * fit a packet; a record that does not fit one is a message by itself. Little-endian, as every machine that this runs on.
 *
 * <pre>
 *  0        1       2       4     8            16           24          32
 *  +--------+-------+-------+-----+------------+------------+-----------+-----------
 *  |version |stream | count | -   | number of  | instance,  | instance, | records ..
 *  |        |       |       |     | the first  | high half  | low half  |
 *  +--------+-------+-------+-----+------------+------------+-----------+-----------
 *
 *  record: 0        4      5       8
 *          +--------+------+-------+-------------------------
 *          | length | type |   -   | body, padded to 8 bytes
 *          +--------+------+-------+-------------------------
 * </pre>
 *
 * The records of a stream are numbered, by one each, so that whoever reads it knows what it has not got. The instance is
 * that of the feed node; of a request, that of the node it is for. Bodies of quotes, trades, status events and books look as
 * on the rings, but for the padding that is not sent.
 */
final class MessageLayout {
    static final int VERSION = 1;

    static final int VERSION_OFFSET = 0;
    static final int STREAM_OFFSET = VERSION_OFFSET + Byte.BYTES;
    static final int COUNT_OFFSET = STREAM_OFFSET + Byte.BYTES;
    static final int FIRST_OFFSET = COUNT_OFFSET + Short.BYTES + Integer.BYTES;
    static final int EPOCH_HIGH_OFFSET = FIRST_OFFSET + Long.BYTES;
    static final int EPOCH_LOW_OFFSET = EPOCH_HIGH_OFFSET + Long.BYTES;
    static final int HEADER = EPOCH_LOW_OFFSET + Long.BYTES;

    static final int LENGTH_OFFSET = 0;
    static final int TYPE_OFFSET = LENGTH_OFFSET + Integer.BYTES;
    static final int RECORD_HEADER = 2 * Integer.BYTES;

    static final int QUOTE = 1;
    static final int STATUS = 2;
    static final int TRADE = 3;
    static final int BOOK = 4;
    /** How the feed node names a pair: its number, 4 bytes, and its symbol in UTF-8. */
    static final int PAIR = 5;
    /** See {@link Heartbeat}. */
    static final int HEARTBEAT = 6;
    /** Everything that the stream tells was told since the last {@link #IMAGE_BEGIN}. Without a body. */
    static final int IMAGE_END = 7;
    /** Asks for an image, of quotes or of books: the stream, 4 bytes. */
    static final int IMAGE_REQUEST = 8;
    /**
     * From here on everything that the stream tells is told, until {@link #IMAGE_END}; whoever came later does not have it
     * then. Another one may begin before that, and ends with it. Without a body.
     */
    static final int IMAGE_BEGIN = 9;

    /** Bytes of a quote that mean anything elsewhere. */
    static final int QUOTE_BODY = QuoteLayout.INDEX_OFFSET;

    /** The same of a trade. */
    static final int TRADE_BODY = QuoteLayout.NUMBER_OFFSET;

    static final int STATUS_BODY = 16;

    private MessageLayout() {}

    /** How long a record is whose body has {@code bodyLength} bytes. */
    static int recordLength(int bodyLength) {
        return RECORD_HEADER + BitUtil.align(bodyLength, Long.BYTES);
    }
}
