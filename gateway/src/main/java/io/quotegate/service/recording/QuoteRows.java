package io.quotegate.service.recording;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quotegate.codec.ByteWriter;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import java.util.concurrent.TimeUnit;

/** Quotes as lines of CSV, which {@code docs/RECORDINGS.md} explains. Confined to its owner's thread. */
final class QuoteRows {
    /** The first line of every recording. */
    static final byte[] HEADER =
            "receiveTime,exchangeTime,pair,venue,bid,bidSize,ask,askSize,last,lastSize,seq,stale,simulated\n"
                    .getBytes(US_ASCII);

    /** In every whole line. */
    static final int COMMAS = 12;

    private final Instruments instruments;
    private final ByteWriter row = new ByteWriter(256);

    QuoteRows(Instruments instruments) {
        this.instruments = instruments;
    }

    /** The line for {@code quote}; the next call writes over it. */
    ByteWriter row(QuoteFlyweight quote) {
        row.clear().number(TimeUnit.NANOSECONDS.toMicros(quote.receiveTimeNs())).put(',');
        if (quote.exchangeTimeNs() != 0) {
            row.number(TimeUnit.NANOSECONDS.toMicros(quote.exchangeTimeNs()));
        }
        row.put(',').ascii(instruments.byId(quote.instrumentId()).symbol());
        row.put(',').ascii(quote.venue().wireName());
        for (int i = 0; i < QuoteLayout.VALUES; i++) {
            row.put(',');
            if (!quote.isAbsent(i)) {
                row.decimal(quote.mantissa(i), quote.format(i));
            }
        }
        row.put(',').number(quote.seq());
        row.put(',').put(quote.stale() ? '1' : '0');
        return row.put(',').put(quote.simulated() ? '1' : '0').put('\n');
    }
}
