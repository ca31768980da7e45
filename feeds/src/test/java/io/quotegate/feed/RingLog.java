package io.quotegate.feed;

import io.quotegate.market.Decimal;
import io.quotegate.market.Instruments;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.QuoteLayout;
import io.quotegate.market.StatusFlyweight;
import io.quotegate.market.TradeFlyweight;
import io.quotegate.ring.QuoteReceiver;
import io.quotegate.ring.QuoteRing;
import io.quotegate.ring.RingConsumer;
import java.util.ArrayList;
import java.util.List;

/** Reads a ring and writes down what it reads, one line each. */
final class RingLog implements RingConsumer {
    private final Instruments instruments;
    private final QuoteReceiver receiver;
    private final List<String> lines = new ArrayList<>();
    private final List<String> trades = new ArrayList<>();

    RingLog(QuoteRing ring, Instruments instruments) {
        this.instruments = instruments;
        this.receiver = ring.receiver();
    }

    /** What was published since the last call. */
    List<String> news() {
        lines.clear();
        int count;
        do {
            count = receiver.poll(this, 100);
        } while (count > 0);
        return List.copyOf(lines);
    }

    @Override
    public void onQuote(QuoteFlyweight quote) {
        Decimal value = new Decimal();
        lines.add("%s #%d %s %s/%s last %s%s"
                .formatted(
                        instruments.byId(quote.instrumentId()).symbol(),
                        quote.seq(),
                        quote.venue().wireName(),
                        quote.readValue(QuoteLayout.BID, value).toString(),
                        quote.readValue(QuoteLayout.ASK, value).toString(),
                        quote.readValue(QuoteLayout.LAST, value).toString(),
                        quote.stale() ? " stale" : ""));
    }

    /** The trades that were read since the last call. */
    List<String> trades() {
        List<String> read = List.copyOf(trades);
        trades.clear();
        return read;
    }

    @Override
    public void onTrade(TradeFlyweight trade) {
        trades.add("%s #%d %s id %d %d%s"
                .formatted(
                        instruments.byId(trade.instrumentId()).symbol(),
                        trade.seq(),
                        trade.venue().wireName(),
                        trade.tradeId(),
                        trade.priceMantissa(),
                        trade.active() ? " active" : ""));
    }

    @Override
    public void onStatus(StatusFlyweight status) {
        String pair = status.instrumentId() == StatusFlyweight.NO_INSTRUMENT
                ? ""
                : ' ' + instruments.byId(status.instrumentId()).symbol();
        lines.add("[%s %s%s %s]"
                .formatted(
                        status.type().wireName(),
                        status.venue().wireName(),
                        pair,
                        status.reason().wireName()));
    }

    @Override
    public void onLapped() {
        lines.add("lapped");
    }
}
