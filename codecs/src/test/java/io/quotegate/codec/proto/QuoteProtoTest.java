package io.quotegate.codec.proto;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.quotegate.codec.proto.v1.Quote;
import io.quotegate.codec.proto.v1.QuoteList;
import io.quotegate.codec.proto.v1.ServerFrame;
import io.quotegate.market.Decimal;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.Venue;
import io.quotegate.text.ByteWriter;
import java.nio.ByteBuffer;
import java.util.List;
import org.agrona.concurrent.UnsafeBuffer;
import org.junit.jupiter.api.Test;

/** The generated classes are the oracle of what is written by hand. */
class QuoteProtoTest {
    private static final Instruments INSTRUMENTS =
            Instruments.of(List.of("BTC-USDT", "ETH-USDT", "A".repeat(20) + '-' + "B".repeat(20)));

    private final QuoteProto proto = new QuoteProto(INSTRUMENTS);
    private final ProtoMessageEncoder encoder = new ProtoMessageEncoder(INSTRUMENTS);
    private final ByteWriter out = new ByteWriter(16);

    private static QuoteFlyweight quote(int instrument, long seq, int values) {
        QuoteFlyweight quote =
                new QuoteFlyweight().wrap(new UnsafeBuffer(ByteBuffer.allocateDirect(QuoteLayout.LENGTH)), 0);
        Decimal value = new Decimal();
        quote.instrumentId(instrument).seq(seq).venue(Venue.OKX).flags(seq % 2 == 0, seq % 3 == 0);
        quote.exchangeTimeNs(values == 0 ? 0 : 1_786_613_174_873_000_000L).receiveTimeNs(1_786_613_174_901_234_567L);
        for (int i = 0; i < QuoteLayout.VALUES; i++) {
            quote.value(i, i < values ? value.setUnscaled(Long.MAX_VALUE / 10 >> 3 * i, 18 - i) : value.clear());
        }
        return quote;
    }

    @Test
    void findsTheQuoteWithinAPushWhateverItsLength() throws InvalidProtocolBufferException {
        for (int instrument = 0; instrument < INSTRUMENTS.count(); instrument++) {
            for (int values = 0; values <= QuoteLayout.VALUES; values++) {
                for (long seq : new long[] {1, 127, 128, 81234, Long.MAX_VALUE}) {
                    QuoteFlyweight quote = quote(instrument, seq, values);
                    encoder.quotePush(out.clear(), quote, values);
                    int start = ServerFrames.contentStart(out);
                    Quote found = Quote.parseFrom(ByteBuffer.wrap(out.array(), start, out.length() - start));
                    assertThat(found)
                            .isEqualTo(ServerFrame.parseFrom(out.toByteArray()).getQuoteUpdate());
                    assertThat(found.getSeq()).isEqualTo(seq);
                    assertThat(found.getDrops()).isEqualTo(values);
                    assertThat(found.getPair())
                            .isEqualTo(INSTRUMENTS.all().get(instrument).symbol());
                    proto.fields(out.clear(), quote, values);
                    assertThat(Quote.parseFrom(out.toByteArray())).isEqualTo(found);
                }
            }
        }
    }

    @Test
    void writesListsThatTheGeneratedClassReads() throws InvalidProtocolBufferException {
        ByteWriter list = new ByteWriter(16);
        QuoteList.Builder expected = QuoteList.newBuilder();
        for (int instrument = 0; instrument < INSTRUMENTS.count(); instrument++) {
            proto.fields(out.clear(), quote(instrument, 1L << 20 * instrument, QuoteLayout.VALUES), 0);
            QuoteProto.listEntry(list, out);
            expected.addQuotes(Quote.parseFrom(out.toByteArray()));
        }
        assertThat(QuoteList.parseFrom(list.toByteArray())).isEqualTo(expected.build());
        assertThat(list.toByteArray()).isEqualTo(expected.build().toByteArray());
    }
}
