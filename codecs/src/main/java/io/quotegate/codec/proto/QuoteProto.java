package io.quotegate.codec.proto;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.codec.PairBytes;
import io.quotegate.codec.proto.v1.QuoteList;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.Venue;
import io.quotegate.text.ByteWriter;

/**
 * Writes a quote as a Protobuf {@code quotegate.v1.Quote}, by hand because the generated class would allocate. The
 * generated class is its oracle in the tests. Confined to one thread.
 */
public final class QuoteProto {
    private static final int LIST_TAG = QuoteList.QUOTES_FIELD_NUMBER << 3 | 2;
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;
    private static final int FIRST_VALUE_FIELD = 3;
    private static final int EXCHANGE_TIME_FIELD = 9;
    private static final int RECEIVE_TIME_FIELD = 10;
    private static final int SEQ_FIELD = 11;
    private static final int STALE_FIELD = 12;
    private static final int SIMULATED_FIELD = 13;
    private static final int DROPS_FIELD = 14;
    private static final int NS_PER_US = 1000;

    private final PairBytes openings; // fields 1 and 2

    public QuoteProto(Instruments instruments) {
        openings = new PairBytes(instruments, QuoteProto::opening);
    }

    private static byte[] opening(Instrument pair, Venue venue) {
        ByteWriter out = new ByteWriter(64);
        string(out, 1, pair.symbol());
        string(out, 2, venue.wireName());
        return out.toByteArray();
    }

    /** Appends the fields of {@code quote}; {@code drops} of 0 is left out. */
    public void fields(ByteWriter out, QuoteFlyweight quote, long drops) {
        out.put(openings.of(quote.instrumentId(), quote.venue()));
        for (int i = 0; i < QuoteLayout.VALUES; i++) {
            if (!quote.isAbsent(i)) {
                decimal(out, FIRST_VALUE_FIELD + i, quote.mantissa(i), quote.format(i));
            }
        }
        if (quote.exchangeTimeNs() != 0) {
            number(out, EXCHANGE_TIME_FIELD, quote.exchangeTimeNs() / NS_PER_US);
        }
        number(out, RECEIVE_TIME_FIELD, quote.receiveTimeNs() / NS_PER_US);
        number(out, SEQ_FIELD, quote.seq());
        if (quote.stale()) {
            number(out, STALE_FIELD, 1);
        }
        if (quote.simulated()) {
            number(out, SIMULATED_FIELD, 1);
        }
        if (drops > 0) {
            number(out, DROPS_FIELD, drops);
        }
    }

    private static void decimal(ByteWriter out, int field, long mantissa, int format) {
        out.put(field << 3 | LENGTH_DELIMITED).put(0);
        int start = out.length();
        out.decimal(mantissa, format);
        out.array()[start - 1] = (byte) (out.length() - start); // a decimal is shorter than 128 bytes
    }

    private static void string(ByteWriter out, int field, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        out.put(field << 3 | LENGTH_DELIMITED);
        varint(out, bytes.length);
        out.put(bytes);
    }

    private static void number(ByteWriter out, int field, long value) {
        out.put(field << 3 | VARINT);
        varint(out, value);
    }

    /** Appends {@code quote}, the fields of one, to a {@code QuoteList}. */
    public static void listEntry(ByteWriter list, ByteWriter quote) {
        list.put(LIST_TAG);
        varint(list, quote.length());
        list.put(quote.array(), 0, quote.length());
    }

    /** Where the {@code Quote} begins in a {@code ServerFrame} that is a push of it. */
    public static int quoteStart(ByteWriter push) {
        int start = 1; // behind the tag
        while (push.array()[start] < 0) {
            start++;
        }
        return start + 1; // behind the length
    }

    static void varint(ByteWriter out, long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.put((int) rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        out.put((int) rest);
    }
}
