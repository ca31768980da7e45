package io.quotegate.codec.sbe;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.quotegate.market.Decimal;
import io.quotegate.market.DepthLevels;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.StatusFlyweight;
import io.quotegate.market.StatusReason;
import io.quotegate.market.StatusType;
import io.quotegate.market.TradeFlyweight;
import io.quotegate.market.TradeUpdate;
import io.quotegate.market.Venue;
import io.quotegate.market.book.BookPush;
import io.quotegate.text.ByteWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;
import uk.co.real_logic.sbe.ir.Ir;
import uk.co.real_logic.sbe.ir.Token;
import uk.co.real_logic.sbe.otf.OtfHeaderDecoder;
import uk.co.real_logic.sbe.otf.OtfMessageDecoder;

/** Everything is read back by a decoder that knows only the schema and none of the classes made from it. */
class SbeEncoderTest {
    private static final Instruments INSTRUMENTS = Instruments.of(List.of("BTC-USDT", "币安人生-USDT"));
    private static final long TIME_NS = 1_786_613_174_873_001_000L;

    private static final String GOLDEN_QUOTE =
            "58000100dc230200523d010000000000a9aba34bea580600aeaba34bea580600030000000000000080e6d1278c040000"
                    + "f8b004000000000000f822a1070000000000ff000064a7b3b6e00d030700000000000000000000000000000080000102"
                    + "084254432d55534454";

    private final SbeEncoder encoder = new SbeEncoder(INSTRUMENTS);
    private final ByteWriter out = new ByteWriter(16);

    private String read() throws IOException {
        Ir ir = SbeSchemaTest.read(SbeSchemaTest.schema());
        OtfHeaderDecoder header = new OtfHeaderDecoder(ir.headerStructure());
        UnsafeBuffer bytes = new UnsafeBuffer(out.toByteArray());
        List<Token> message = ir.getMessage(header.getTemplateId(bytes, 0));
        OtfReader reader = new OtfReader(message.get(0).name());
        int end = OtfMessageDecoder.decode(
                bytes,
                header.encodedLength(),
                header.getSchemaVersion(bytes, 0),
                header.getBlockLength(bytes, 0),
                message,
                reader);
        assertThat(end).as("all that was written").isEqualTo(out.length());
        return reader.read();
    }

    private static QuoteFlyweight quote() {
        QuoteFlyweight quote = new QuoteFlyweight().wrap(new UnsafeBuffer(new byte[QuoteLayout.LENGTH]), 0);
        return quote.seq(81234)
                .exchangeTimeNs(TIME_NS)
                .receiveTimeNs(TIME_NS + 5000)
                .venue(Venue.BINANCE)
                .flags(false, true)
                .value(QuoteLayout.BID, decimal("50000.10000000"))
                .value(QuoteLayout.BID_SIZE, decimal("0.00001200"))
                .value(QuoteLayout.ASK, decimal("50000.2"))
                .value(QuoteLayout.ASK_SIZE, decimal("1000000000000000000000.0"))
                .value(QuoteLayout.LAST, decimal("7"))
                .value(QuoteLayout.LAST_SIZE, new Decimal());
    }

    private static Decimal decimal(String text) {
        Decimal decimal = new Decimal();
        assertThat(decimal.parse(text)).isEqualTo(Decimal.Parsed.OK);
        return decimal;
    }

    @Test
    void writesAQuoteWithTheVenuesOwnDigits() throws IOException {
        encoder.quotePush(out, quote(), 3);
        assertThat(read())
                .isEqualTo("Quote seq=81234 exchangeTime=1786613174873001 receiveTime=1786613174873006 drops=3"
                        + " bid=5000010000000e-8 bidSize=1200e-8 ask=500002e-1 askSize=1000000000000000000e3 last=7e0"
                        + " lastSize=null venue=BINANCE flags=[simulated] pair=BTC-USDT");
    }

    @Test
    void writesWhatIsNotKnownAsNull() throws IOException {
        encoder.quotePush(out, quote().exchangeTimeNs(0).instrumentId(1).flags(true, false), 0);
        assertThat(read()).contains(" exchangeTime=null ", " flags=[stale] pair=币安人生-USDT");
    }

    @Test
    void writesATrade() throws IOException {
        TradeUpdate update = new TradeUpdate();
        update.tradeId = 45;
        update.price.set(decimal("50000.10"));
        update.size.set(decimal("0.02"));
        update.exchangeTimeNs = TIME_NS;
        TradeFlyweight trade = new TradeFlyweight().wrap(new UnsafeBuffer(new byte[QuoteLayout.LENGTH]), 0);
        encoder.tradePush(out, trade.set(update).origin(Venue.OKX, true, true).seq(77), 1);
        assertThat(read())
                .isEqualTo("Trade tradeId=45 time=1786613174873001 drops=1 price=5000010e-2 size=2e-2 side=BUY"
                        + " venue=OKX seq=77 pair=BTC-USDT");

        update.tradeId = -1;
        out.clear();
        encoder.tradePush(out, trade.set(update).origin(Venue.OKX, false, true), 0);
        assertThat(read()).startsWith("Trade tradeId=null ").contains(" side=SELL ");
    }

    @Test
    void writesAStatus() throws IOException {
        StatusFlyweight status = new StatusFlyweight().wrap(new UnsafeBuffer(new byte[QuoteLayout.LENGTH]), 0);
        status.set(StatusType.SWITCH, Venue.BINANCE, 0, StatusReason.DISCONNECTED, TIME_NS);
        encoder.statusPush(out, status);
        assertThat(read())
                .isEqualTo("Status time=1786613174873001 statusType=SWITCH reason=DISCONNECTED venue=BINANCE"
                        + " pair=BTC-USDT");

        status.set(StatusType.VENUE_UP, Venue.OKX, StatusFlyweight.NO_INSTRUMENT, StatusReason.CONNECTED, TIME_NS);
        out.clear();
        encoder.statusPush(out, status);
        assertThat(read()).endsWith(" pair=");
    }

    private static BookPush book() {
        BookPush book = new BookPush();
        book.venue = Venue.OKX;
        book.depth = 20;
        book.seq = 5120;
        book.exchangeTimeNs = TIME_NS;
        book.receiveTimeNs = TIME_NS + 5000;
        book.bids.add(637072, 1, 170080521, 8).add(63707, 0, 5, 1);
        book.asks.add(637073, 1, 7, 0);
        return book;
    }

    @Test
    void writesABookWithOneExponentForAllOfItsPricesAndOneForItsSizes() throws IOException {
        BookPush book = book();
        book.snapshot = true;
        book.drops = 2;
        encoder.bookPush(out, book);
        assertThat(read())
                .isEqualTo("BookSnapshot seq=5120 exchangeTime=1786613174873001 receiveTime=1786613174873006 drops=2"
                        + " depth=20 priceExponent=-1 sizeExponent=-8 venue=OKX flags=[]"
                        + " bids(price=637072 size=170080521)(price=637070 size=50000000)"
                        + " asks(price=637073 size=700000000) pair=BTC-USDT");
    }

    @Test
    void writesWhatChangedOfABook() throws IOException {
        BookPush book = book();
        book.prevSeq = 5119;
        book.stale = true;
        book.asks.clear();
        book.bids.add(63706, 0, 0, 0);
        encoder.bookPush(out, book);
        assertThat(read())
                .isEqualTo("BookUpdate seq=5120 prevSeq=5119 exchangeTime=1786613174873001"
                        + " receiveTime=1786613174873006 drops=0 depth=20 priceExponent=-1 sizeExponent=-8 venue=OKX"
                        + " flags=[stale] bids(price=637072 size=170080521)(price=637070 size=50000000)"
                        + "(price=637060 size=0) asks pair=BTC-USDT");
    }

    @Test
    void appendsToWhatWasWrittenBefore() throws IOException {
        encoder.quotePush(out, quote(), 0);
        byte[] alone = out.toByteArray();
        out.clear().put(7);
        encoder.quotePush(out, quote(), 0);
        assertThat(out.toByteArray()).startsWith(7).endsWith(alone).hasSize(alone.length + 1);
    }

    /** Byte for byte what a client in another language was made for. */
    @Test
    void writesTheSameBytesAsEver() {
        encoder.quotePush(out, quote(), 3);
        assertThat(HexFormat.of().formatHex(out.toByteArray())).isEqualTo(GOLDEN_QUOTE);
    }

    @Test
    void writesWithoutAllocating() {
        QuoteFlyweight quote = quote();
        BookPush snapshot = book();
        snapshot.snapshot = true;
        BookPush update = book();
        for (DepthLevels side : List.of(snapshot.bids, snapshot.asks)) {
            for (int i = 0; i < 400; i++) {
                side.add(i + 1, 1, i + 1, 1);
            }
        }
        write(quote, snapshot, update, 1000);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        threads.getCurrentThreadAllocatedBytes();
        long before = threads.getCurrentThreadAllocatedBytes();
        write(quote, snapshot, update, 100);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isZero();
    }

    private void write(QuoteFlyweight quote, BookPush snapshot, BookPush update, int times) {
        for (int i = 0; i < times; i++) {
            out.clear();
            encoder.quotePush(out, quote, 0);
            encoder.bookPush(out, snapshot);
            encoder.bookPush(out, update);
        }
    }

    @Test
    void saysTheNumberThatTheDigitsAre() throws IOException {
        encoder.quotePush(out, quote(), 0);
        String bid = read().replaceAll(".* bid=(\\S+) .*", "$1");
        assertThat(new BigDecimal(bid)).isEqualByComparingTo("50000.1");
    }
}
