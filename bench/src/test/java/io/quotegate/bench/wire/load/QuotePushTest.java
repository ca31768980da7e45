package io.quotegate.bench.wire.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.codec.json.JsonMessageEncoder;
import io.quotegate.codec.proto.v1.Quote;
import io.quotegate.codec.sbe.SbeEncoder;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.Venue;
import io.quotegate.market.book.BookPush;
import io.quotegate.text.ByteWriter;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

class QuotePushTest {
    private static final String PUSH =
            "{\"channel\":\"quotes\",\"pair\":\"BTC-USDT\",\"venue\":\"okx\",\"bid\":\"63707.2\","
                    + "\"bidSize\":\"1.7\",\"ask\":null,\"askSize\":null,\"last\":\"1\",\"lastSize\":\"2\","
                    + "\"exchangeTime\":1786613174873000,\"receiveTime\":1786613174901234,\"seq\":81234,\"stale\":false,"
                    + "\"simulated\":true%s}";

    private static final Instruments INSTRUMENTS = Instruments.of(List.of("BTC-USDT"));

    private final QuotePush push = new QuotePush(false);

    @Test
    void readsWhatAPushSaysOfItself() {
        assertThat(read(PUSH.formatted(""))).isTrue();
        assertThat(push.receiveTimeUs()).isEqualTo(1_786_613_174_901_234L);
        assertThat(push.seq()).isEqualTo(81_234);
        assertThat(push.drops()).isZero();
    }

    @Test
    void readsDropsOfThatPushOnly() {
        assertThat(read(PUSH.formatted(",\"drops\":17"))).isTrue();
        assertThat(push.drops()).isEqualTo(17);
        assertThat(read(PUSH.formatted(""))).isTrue();
        assertThat(push.drops()).isZero();
    }

    @Test
    void tellsPairsApart() {
        read(PUSH.formatted(""));
        long first = push.pairHash();
        read(PUSH.formatted("").replace("BTC-", "ETH-"));
        assertThat(push.pairHash()).isNotEqualTo(first);
    }

    @Test
    void readsTheSameOfSbe() {
        QuoteFlyweight quote = new QuoteFlyweight().wrap(new UnsafeBuffer(new byte[QuoteLayout.LENGTH]), 0);
        quote.instrumentId(0).venue(Venue.OKX).flags(false, true).seq(81_234).receiveTimeNs(1_786_613_174_901_234_000L);
        read(PUSH.formatted(""));
        long pair = push.pairHash();
        ByteWriter out = new ByteWriter(512);
        new SbeEncoder(INSTRUMENTS).quotePush(out, quote, 17);
        assertThat(read(out)).isTrue();
        assertThat(push.receiveTimeUs()).isEqualTo(1_786_613_174_901_234L);
        assertThat(push.seq()).isEqualTo(81_234);
        assertThat(push.drops()).isEqualTo(17);
        assertThat(push.pairHash()).isEqualTo(pair);
    }

    @Test
    void readsTheSameOfProtobuf() {
        read(PUSH.formatted(""));
        long pair = push.pairHash();
        QuotePush protobuf = new QuotePush(true);
        Quote quote = Quote.newBuilder()
                .setPair("BTC-USDT")
                .setVenue("okx")
                .setBid("63707.2")
                .setReceiveTime(1_786_613_174_901_234L)
                .setSeq(81_234)
                .setSimulated(true)
                .setDrops(17)
                .build();
        assertThat(read(protobuf, quote)).isTrue();
        assertThat(protobuf.receiveTimeUs()).isEqualTo(1_786_613_174_901_234L);
        assertThat(protobuf.seq()).isEqualTo(81_234);
        assertThat(protobuf.drops()).isEqualTo(17);
        assertThat(protobuf.pairHash()).isEqualTo(pair);
        assertThat(read(protobuf, quote.toBuilder().clearDrops().build())).isTrue();
        assertThat(protobuf.drops()).isZero();
        Quote heartbeat = Quote.newBuilder()
                .setReceiveTime(1_786_613_174_901_234L)
                .setSeq(81_234)
                .setVenue("x".repeat(40))
                .build();
        assertThat(read(protobuf, heartbeat)).as("a message without a pair").isFalse();
    }

    private static boolean read(QuotePush push, Quote quote) {
        byte[] bytes = quote.toByteArray();
        return push.read(Unpooled.wrappedBuffer(bytes), 0, bytes.length);
    }

    @Test
    void readsWhatAnUpdateOfABookSaysInEitherFormat() {
        BookPush book = new BookPush();
        book.seq = 5_121;
        book.prevSeq = 5_120;
        book.receiveTimeNs = 1_786_613_174_901_234_000L;
        book.bids.add(637_072, 1, 5, 0);
        ByteWriter json = new ByteWriter(512);
        new JsonMessageEncoder(INSTRUMENTS).bookPush(json, book);
        ByteWriter sbe = new ByteWriter(512);
        new SbeEncoder(INSTRUMENTS).bookPush(sbe, book);
        for (ByteWriter message : List.of(json, sbe)) {
            assertThat(read(message)).isTrue();
            assertThat(push.receiveTimeUs()).isEqualTo(1_786_613_174_901_234L);
            assertThat(push.seq()).isEqualTo(5_121);
        }
    }

    @Test
    void leavesOtherMessagesAlone() {
        assertThat(read("{\"event\":\"subscribed\",\"data\":{\"channel\":\"quotes\",\"pair\":\"BTC-USDT\"}}"))
                .isFalse();
        assertThat(read("{}")).isFalse();
        assertThat(read("{\"channel\":\"quotes\",\"pair\":\"BTC-USDT\"}")).isFalse();
        assertThat(read("x".repeat(10_000))).isFalse();
    }

    @Test
    void findsWhatIsMissingInASequence() {
        Tally tally = new Tally();
        SequenceCheck check = new SequenceCheck(tally);
        for (int seq : new int[] {5, 6, 9}) {
            read(PUSH.formatted("").replace("81234", String.valueOf(seq)));
            check.onPush(push);
        }
        read(PUSH.formatted(",\"drops\":4").replace("81234", "14"));
        check.onPush(push);
        WindowReport report = tally.report(1, 0, 0, 1, new Tally.Spread(0, 0, 0));
        assertThat(report.checked()).isEqualTo(3);
        assertThat(report.missed()).isEqualTo(2 + 4);
        assertThat(report.drops()).isEqualTo(4);
        assertThat(report.unexplained()).isEqualTo(1);
    }

    private boolean read(String text) {
        return read(new ByteWriter(text.length()).ascii(text));
    }

    private boolean read(ByteWriter message) {
        ByteBuf bytes = Unpooled.copiedBuffer(new byte[2], message.toByteArray());
        try {
            return push.read(bytes, 2, message.length());
        } finally {
            bytes.release();
        }
    }
}
