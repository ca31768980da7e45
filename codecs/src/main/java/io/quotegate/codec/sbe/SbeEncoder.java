package io.quotegate.codec.sbe;

import io.quotegate.codec.PairBytes;
import io.quotegate.codec.PushEncoder;
import io.quotegate.codec.sbe.v1.Decimal64Encoder;
import io.quotegate.codec.sbe.v1.MessageHeaderEncoder;
import io.quotegate.codec.sbe.v1.QuoteEncoder;
import io.quotegate.codec.sbe.v1.Side;
import io.quotegate.codec.sbe.v1.StatusEncoder;
import io.quotegate.codec.sbe.v1.StatusReason;
import io.quotegate.codec.sbe.v1.StatusType;
import io.quotegate.codec.sbe.v1.TradeEncoder;
import io.quotegate.codec.sbe.v1.Venue;
import io.quotegate.market.Decimal;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.StatusFlyweight;
import io.quotegate.market.TradeFlyweight;
import io.quotegate.market.book.BookPush;
import io.quotegate.text.ByteWriter;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Writes pushes as SBE messages, each with its header: appends one whole message to {@code out} per call. Allocates
 * nothing. One per event loop: it holds views. {@code bench}'s {@code QuoteEncodeBenchmark} tells what it costs.
 */
public final class SbeEncoder implements PushEncoder {
    private static final int NS_PER_US = 1000;
    private static final byte[] NO_PAIR = {};

    private final PairBytes pairs;
    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final QuoteEncoder quotes = new QuoteEncoder();
    private final TradeEncoder trades = new TradeEncoder();
    private final StatusEncoder statuses = new StatusEncoder();
    private final SbeBooks books = new SbeBooks();

    public SbeEncoder(Instruments instruments) {
        pairs = PairBytes.symbols(instruments);
    }

    @Override
    public void quotePush(ByteWriter out, QuoteFlyweight quote, long drops) {
        byte[] pair = pairs.of(quote.instrumentId());
        int at = begin(out, QuoteEncoder.BLOCK_LENGTH, pair);
        quotes.wrapAndApplyHeader(buffer, at, header)
                .seq(quote.seq())
                .exchangeTime(us(quote.exchangeTimeNs(), QuoteEncoder.exchangeTimeNullValue()))
                .receiveTime(quote.receiveTimeNs() / NS_PER_US)
                .drops(drops)
                .venue(venue(quote.venue()));
        value(quotes.bid(), quote, QuoteLayout.BID);
        value(quotes.bidSize(), quote, QuoteLayout.BID_SIZE);
        value(quotes.ask(), quote, QuoteLayout.ASK);
        value(quotes.askSize(), quote, QuoteLayout.ASK_SIZE);
        value(quotes.last(), quote, QuoteLayout.LAST);
        value(quotes.lastSize(), quote, QuoteLayout.LAST_SIZE);
        quotes.flags().clear().stale(quote.stale()).simulated(quote.simulated());
        quotes.putPair(pair, 0, pair.length);
    }

    private static void value(Decimal64Encoder into, QuoteFlyweight quote, int index) {
        decimal(into, quote.mantissa(index), quote.format(index));
    }

    @Override
    public void tradePush(ByteWriter out, TradeFlyweight trade, long drops) {
        byte[] pair = pairs.of(trade.instrumentId());
        int at = begin(out, TradeEncoder.BLOCK_LENGTH, pair);
        trades.wrapAndApplyHeader(buffer, at, header)
                .tradeId(trade.tradeId() < 0 ? TradeEncoder.tradeIdNullValue() : trade.tradeId())
                .time(trade.exchangeTimeNs() / NS_PER_US)
                .drops(drops)
                .side(trade.takerBuys() ? Side.BUY : Side.SELL)
                .venue(venue(trade.venue()));
        trades.seq(trade.seq());
        decimal(trades.price(), trade.priceMantissa(), trade.priceFormat());
        decimal(trades.size(), trade.sizeMantissa(), trade.sizeFormat());
        trades.putPair(pair, 0, pair.length);
    }

    @Override
    public void statusPush(ByteWriter out, StatusFlyweight status) {
        int instrumentId = status.instrumentId();
        byte[] pair = instrumentId == StatusFlyweight.NO_INSTRUMENT ? NO_PAIR : pairs.of(instrumentId);
        int at = begin(out, StatusEncoder.BLOCK_LENGTH, pair);
        statuses.wrapAndApplyHeader(buffer, at, header)
                .time(status.timeNs() / NS_PER_US)
                .statusType(StatusType.get((short) status.type().ordinal()))
                .reason(StatusReason.get((short) status.reason().ordinal()))
                .venue(venue(status.venue()))
                .putPair(pair, 0, pair.length);
    }

    @Override
    public void bookPush(ByteWriter out, BookPush book) {
        books.write(out, book, pairs.of(book.instrumentId));
    }

    /** Makes room for a message without groups and tells where it begins. */
    private int begin(ByteWriter out, int blockLength, byte[] pair) {
        int at = out.skip(MessageHeaderEncoder.ENCODED_LENGTH + blockLength + 1 + pair.length);
        buffer.wrap(out.array());
        return at;
    }

    static long us(long timeNs, long unknown) {
        return timeNs == 0 ? unknown : timeNs / NS_PER_US;
    }

    static Venue venue(io.quotegate.market.Venue venue) {
        return Venue.get((short) venue.code());
    }

    /** All digits that fit, so that the exponent tells how many places there are. */
    private static void decimal(Decimal64Encoder into, long mantissa, int format) {
        if (mantissa == Decimal.ABSENT) {
            into.mantissa(Decimal64Encoder.mantissaNullValue()).exponent((byte) 0);
            return;
        }
        long digits = mantissa;
        int zeros = format & 0xFF;
        while (zeros > 0 && Math.abs(digits) <= Long.MAX_VALUE / 10) {
            digits *= 10;
            zeros--;
        }
        into.mantissa(digits).exponent((byte) (zeros - (format >>> 8)));
    }
}
