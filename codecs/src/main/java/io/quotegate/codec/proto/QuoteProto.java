package io.quotegate.codec.proto;

import io.quotegate.codec.PairBytes;
import io.quotegate.codec.proto.v1.QuoteList;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.text.ByteWriter;

/**
 * Writes a quote as a Protobuf {@code quotegate.v1.Quote}, by hand because the generated class would allocate. The
 * generated class is its oracle in the tests. Confined to one thread.
 */
public final class QuoteProto {
    private static final int FIRST_VALUE_FIELD = 3;
    private static final int EXCHANGE_TIME_FIELD = 9;
    private static final int RECEIVE_TIME_FIELD = 10;
    private static final int SEQ_FIELD = 11;
    private static final int STALE_FIELD = 12;
    private static final int SIMULATED_FIELD = 13;
    private static final int DROPS_FIELD = 14;
    private static final int NS_PER_US = 1000;

    private final PairBytes openings;

    public QuoteProto(Instruments instruments) {
        openings = ProtoFields.openings(instruments);
    }

    /** Appends the fields of {@code quote}; {@code drops} of 0 is left out. */
    public void fields(ByteWriter out, QuoteFlyweight quote, long drops) {
        out.put(openings.of(quote.instrumentId(), quote.venue()));
        for (int i = 0; i < QuoteLayout.VALUES; i++) {
            if (!quote.isAbsent(i)) {
                ProtoFields.decimal(out, FIRST_VALUE_FIELD + i, quote.mantissa(i), quote.format(i));
            }
        }
        if (quote.exchangeTimeNs() != 0) {
            ProtoFields.number(out, EXCHANGE_TIME_FIELD, quote.exchangeTimeNs() / NS_PER_US);
        }
        ProtoFields.number(out, RECEIVE_TIME_FIELD, quote.receiveTimeNs() / NS_PER_US);
        ProtoFields.number(out, SEQ_FIELD, quote.seq());
        if (quote.stale()) {
            ProtoFields.number(out, STALE_FIELD, 1);
        }
        if (quote.simulated()) {
            ProtoFields.number(out, SIMULATED_FIELD, 1);
        }
        if (drops > 0) {
            ProtoFields.number(out, DROPS_FIELD, drops);
        }
    }

    /** Appends {@code quote}, the fields of one, to a {@code QuoteList}. */
    public static void listEntry(ByteWriter list, ByteWriter quote) {
        ProtoFields.message(list, QuoteList.QUOTES_FIELD_NUMBER, quote);
    }
}
