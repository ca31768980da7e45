package io.quotegate.codec.json;

import io.quotegate.codec.PairBytes;
import io.quotegate.market.Instruments;
import io.quotegate.market.Trade;
import io.quotegate.market.TradeFlyweight;
import io.quotegate.text.ByteWriter;
import java.util.List;

/** Writes trades as JSON. Confined to one thread. A push does not allocate. */
public final class TradeJson {
    private static final int NS_PER_US = 1000;

    private final PairBytes openings;

    public TradeJson(Instruments instruments) {
        openings = JsonEvents.openings(instruments, ",\"id\":");
    }

    /** Appends {@code "pair":...} to {@code "seq":...}, without braces. */
    void fields(ByteWriter out, TradeFlyweight trade) {
        out.put(openings.of(trade.instrumentId(), trade.venue()));
        id(out, trade.tradeId());
        out.ascii(",\"price\":\"").decimal(trade.priceMantissa(), trade.priceFormat());
        out.ascii("\",\"size\":\"").decimal(trade.sizeMantissa(), trade.sizeFormat());
        side(out, trade.takerBuys());
        out.number(trade.exchangeTimeNs() / NS_PER_US);
        out.ascii(",\"seq\":").number(trade.seq());
    }

    /** Appends an array of trades. */
    public void array(ByteWriter out, List<Trade> trades) {
        out.put('[');
        for (int i = 0; i < trades.size(); i++) {
            object(out.ascii(i == 0 ? "" : ","), trades.get(i));
        }
        out.put(']');
    }

    private void object(ByteWriter out, Trade trade) {
        out.put('{').put(openings.of(trade.pair().id(), trade.venue()));
        id(out, trade.tradeId());
        out.ascii(",\"price\":\"").decimal(trade.priceMantissa(), trade.priceFormat());
        out.ascii("\",\"size\":\"").decimal(trade.sizeMantissa(), trade.sizeFormat());
        side(out, trade.takerBuys());
        out.number(trade.exchangeTimeUs()).put('}');
    }

    /** A string, because venues' ids are not all numbers. */
    private static void id(ByteWriter out, long tradeId) {
        if (tradeId < 0) {
            out.ascii("null");
        } else {
            out.put('"').number(tradeId).put('"');
        }
    }

    private static void side(ByteWriter out, boolean takerBuys) {
        out.ascii(takerBuys ? "\",\"side\":\"buy\",\"time\":" : "\",\"side\":\"sell\",\"time\":");
    }
}
