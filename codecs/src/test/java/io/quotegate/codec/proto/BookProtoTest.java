package io.quotegate.codec.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.quotegate.codec.proto.v1.Book;
import io.quotegate.codec.proto.v1.BookLevel;
import io.quotegate.codec.proto.v1.ServerFrame;
import io.quotegate.market.Instruments;
import io.quotegate.market.Venue;
import io.quotegate.market.book.BookPush;
import io.quotegate.text.ByteWriter;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The generated class reads what is written by hand, and would write the same. */
class BookProtoTest {
    private static final Instruments INSTRUMENTS = Instruments.of(List.of("BTC-USDT", "币安人生-USDT"));

    private final BookProto proto = new BookProto(INSTRUMENTS);
    private final ByteWriter out = new ByteWriter(16);
    private final BookPush book = new BookPush();

    @Test
    void writesASnapshotAndAnUpdate() throws InvalidProtocolBufferException {
        book.instrumentId = 1;
        book.venue = Venue.BINANCE;
        book.snapshot = true;
        book.depth = 20;
        book.seq = 81234;
        book.receiveTimeNs = 1_786_613_174_873_005_000L;
        book.simulated = true;
        book.bids.add(6_370_720, 2, 5, 1);
        book.asks.add(Long.MAX_VALUE, 18, 1, 18);
        Book.Builder expected = Book.newBuilder()
                .setPair("币安人生-USDT")
                .setVenue("binance")
                .addBids(BookLevel.newBuilder().setPrice("63707.20").setSize("0.5"))
                .addAsks(BookLevel.newBuilder().setPrice("9.223372036854775807").setSize("0.000000000000000001"))
                .setReceiveTime(1_786_613_174_873_005L)
                .setSeq(81234)
                .setSimulated(true)
                .setDepth(20);
        proto.fields(out, book);
        assertThat(Book.parseFrom(out.toByteArray())).isEqualTo(expected.build());
        assertThat(out.toByteArray()).isEqualTo(expected.build().toByteArray());

        book.snapshot = false;
        book.prevSeq = 81230;
        book.stale = true;
        book.exchangeTimeNs = 1_786_613_174_873_000_000L;
        book.drops = 7;
        book.bids.clear().add(6_370_720, 2, 0, 0);
        expected.setPrevSeq(81230)
                .setStale(true)
                .setDrops(7)
                .setExchangeTime(1_786_613_174_873_000L)
                .setBids(0, BookLevel.newBuilder().setPrice("63707.20").setSize("0"));
        new ProtoMessageEncoder(INSTRUMENTS).bookPush(out.clear(), book);
        assertThat(ServerFrame.parseFrom(out.toByteArray()).getBookUpdate()).isEqualTo(expected.build());
        int start = ServerFrames.contentStart(out);
        assertThat(Book.parseFrom(ByteBuffer.wrap(out.array(), start, out.length() - start)))
                .isEqualTo(expected.build());
    }
}
