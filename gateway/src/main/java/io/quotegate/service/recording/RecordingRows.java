package io.quotegate.service.recording;

import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.TradeFlyweight;
import io.quotegate.market.Venue;
import io.quotegate.text.ByteWriter;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Quotes and trades as lines of the columns of {@link RecordingKind}. Confined to its owner's thread. */
final class RecordingRows {
    private final Instruments instruments;
    private final Predicate<Venue> simulated;
    private final ByteWriter row = new ByteWriter(256);

    /** @param simulated whether a venue is: quotes say so themselves, trades do not */
    RecordingRows(Instruments instruments, Predicate<Venue> simulated) {
        this.instruments = instruments;
        this.simulated = simulated;
    }

    /** The line for {@code quote}; the next call writes over it. */
    ByteWriter row(QuoteFlyweight quote) {
        begin(quote.receiveTimeNs(), quote.exchangeTimeNs(), quote.instrumentId(), quote.venue());
        for (int i = 0; i < QuoteLayout.VALUES; i++) {
            row.put(',');
            if (!quote.isAbsent(i)) {
                row.decimal(quote.mantissa(i), quote.format(i));
            }
        }
        row.put(',').number(quote.seq());
        row.put(',').put(quote.stale() ? '1' : '0');
        return end(quote.simulated());
    }

    /** The line for {@code trade}; the next call writes over it. */
    ByteWriter row(TradeFlyweight trade) {
        begin(trade.receiveTimeNs(), trade.exchangeTimeNs(), trade.instrumentId(), trade.venue());
        row.put(',');
        if (trade.tradeId() >= 0) {
            row.number(trade.tradeId());
        }
        row.put(',');
        if (trade.count() > 0) {
            row.number(trade.count());
        }
        row.put(',').decimal(trade.priceMantissa(), trade.priceFormat());
        row.put(',').decimal(trade.sizeMantissa(), trade.sizeFormat());
        row.ascii(trade.takerBuys() ? ",buy," : ",sell,");
        row.number(trade.seq());
        return end(simulated.test(trade.venue()));
    }

    private ByteWriter end(boolean isSimulated) {
        return row.put(',').put(isSimulated ? '1' : '0').put('\n');
    }

    /** The columns that all kinds begin with. */
    private void begin(long receiveTimeNs, long exchangeTimeNs, int instrumentId, Venue venue) {
        row.clear().number(TimeUnit.NANOSECONDS.toMicros(receiveTimeNs)).put(',');
        if (exchangeTimeNs != 0) {
            row.number(TimeUnit.NANOSECONDS.toMicros(exchangeTimeNs));
        }
        row.put(',').utf8(instruments.byId(instrumentId).symbol());
        row.put(',').ascii(venue.wireName());
    }
}
