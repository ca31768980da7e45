package io.quotegate.codec.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.codec.PairBytes;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.text.ByteWriter;

/**
 * Writes the thirteen fields of a quote as JSON, without allocating. Confined to one thread.
 * {@code bench}'s {@code QuoteEncodeBenchmark} measures it.
 */
public final class QuoteJson {
    private static final byte[] NULL = utf8("null");
    private static final byte[] EXCHANGE_TIME = utf8(",\"exchangeTime\":");
    private static final byte[] RECEIVE_TIME = utf8(",\"receiveTime\":");
    private static final byte[] SEQ = utf8(",\"seq\":");
    private static final byte[] TRUE = utf8("true");
    private static final byte[] FALSE = utf8("false");
    private static final byte[] STALE = utf8(",\"stale\":");
    private static final byte[] SIMULATED = utf8(",\"simulated\":");
    private static final byte[][] KEYS = {
        utf8(",\"bid\":"),
        utf8(",\"bidSize\":"),
        utf8(",\"ask\":"),
        utf8(",\"askSize\":"),
        utf8(",\"last\":"),
        utf8(",\"lastSize\":")
    };
    private static final int NS_PER_US = 1000;

    private final PairBytes openings;

    public QuoteJson(Instruments instruments) {
        openings = JsonEvents.openings(instruments, "");
    }

    /** Appends the quote as an object of its own. */
    public void object(ByteWriter out, QuoteFlyweight quote) {
        out.put('{');
        fields(out, quote);
        out.put('}');
    }

    /** Appends {@code "pair":...} to {@code "simulated":...}, without braces. */
    public void fields(ByteWriter out, QuoteFlyweight quote) {
        out.put(openings.of(quote.instrumentId(), quote.venue()));
        for (int i = 0; i < QuoteLayout.VALUES; i++) {
            out.put(KEYS[i]);
            value(out, quote, i);
        }
        out.put(EXCHANGE_TIME);
        if (quote.exchangeTimeNs() == 0) {
            out.put(NULL);
        } else {
            out.number(quote.exchangeTimeNs() / NS_PER_US);
        }
        out.put(RECEIVE_TIME).number(quote.receiveTimeNs() / NS_PER_US);
        out.put(SEQ).number(quote.seq());
        out.put(STALE).put(quote.stale() ? TRUE : FALSE);
        out.put(SIMULATED).put(quote.simulated() ? TRUE : FALSE);
    }

    private static void value(ByteWriter out, QuoteFlyweight quote, int index) {
        if (quote.isAbsent(index)) {
            out.put(NULL);
        } else {
            out.put('"').decimal(quote.mantissa(index), quote.format(index)).put('"');
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
