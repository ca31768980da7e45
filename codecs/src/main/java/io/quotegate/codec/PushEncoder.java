package io.quotegate.codec;

import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.StatusFlyweight;
import io.quotegate.market.TradeFlyweight;
import io.quotegate.market.book.BookPush;
import io.quotegate.text.ByteWriter;

/**
 * Writes what is pushed of the market in one format, without framing: appends one whole message to {@code out} per call
 * and allocates nothing, or little. One per event loop: it holds scratch space.
 */
public interface PushEncoder {
    /** A pushed quote; {@code drops} counts the quotes of its pair skipped before it, 0 for none. */
    void quotePush(ByteWriter out, QuoteFlyweight quote, long drops);

    /** A pushed status event. */
    void statusPush(ByteWriter out, StatusFlyweight status);

    /** A pushed trade; {@code drops} counts the trades of its pair skipped before it, 0 for none. */
    void tradePush(ByteWriter out, TradeFlyweight trade, long drops);

    /** A pushed book, or what changed of one. */
    void bookPush(ByteWriter out, BookPush book);
}
