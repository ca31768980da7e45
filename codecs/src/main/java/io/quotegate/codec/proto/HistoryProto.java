package io.quotegate.codec.proto;

import io.quotegate.api.CandleRequest;
import io.quotegate.codec.proto.v1.CandleList;
import io.quotegate.codec.proto.v1.CandlesRequest;
import io.quotegate.codec.proto.v1.Trade;
import io.quotegate.market.Candle;
import io.quotegate.market.CandleInterval;
import io.quotegate.market.Decimal;
import io.quotegate.market.Instruments;
import io.quotegate.market.TradeFlyweight;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;

/** Turns candles and trades into Protobuf messages. Any thread. */
public final class HistoryProto {
    private static final int NS_PER_US = 1000;

    private HistoryProto() {}

    /** What {@code message} asks for. */
    public static CandleRequest request(CandlesRequest message) {
        String limit = message.getLimit() == 0 ? "" : Integer.toUnsignedString(message.getLimit());
        return new CandleRequest(message.getPair(), message.getInterval(), limit);
    }

    /** The message that tells {@code trade}; {@code drops} of 0 is left out. */
    static Trade message(TradeFlyweight trade, Instruments instruments, long drops) {
        Decimal value = new Decimal();
        Trade.Builder message = Trade.newBuilder()
                .setPair(instruments.byId(trade.instrumentId()).symbol())
                .setVenue(trade.venue().wireName())
                .setPrice(value.set(trade.priceMantissa(), trade.priceFormat()).toString())
                .setSize(value.set(trade.sizeMantissa(), trade.sizeFormat()).toString())
                .setSide(trade.takerBuys() ? "buy" : "sell")
                .setTime(trade.exchangeTimeNs() / NS_PER_US);
        message.setSeq(trade.seq());
        if (trade.tradeId() >= 0) {
            message.setId(String.valueOf(trade.tradeId()));
        }
        if (drops > 0) {
            message.setDrops(drops);
        }
        return message.build();
    }

    /** The messages that tell {@code candles} of {@code interval}. */
    public static CandleList list(List<Candle> candles, CandleInterval interval) {
        CandleList.Builder list = CandleList.newBuilder();
        candles.forEach(candle -> list.addCandles(message(candle, interval, 0)));
        return list.build();
    }

    /** The message that tells {@code candle}; {@code drops} of 0 is left out. */
    static io.quotegate.codec.proto.v1.Candle message(Candle candle, CandleInterval interval, long drops) {
        io.quotegate.codec.proto.v1.Candle.Builder message = io.quotegate.codec.proto.v1.Candle.newBuilder()
                .setPair(candle.pair().symbol())
                .setInterval(interval.wireName())
                .setOpenTime(candle.openTimeUs())
                .setVolume(candle.volume().toPlainString())
                .setQuoteVolume(candle.quoteVolume().toPlainString())
                .setComplete(candle.complete())
                .setVenue(candle.venue().wireName())
                .setRepaired(candle.repaired());
        BigDecimal open = candle.open();
        if (open != null) {
            message.setOpen(open.toPlainString());
            message.setHigh(Objects.requireNonNull(candle.high()).toPlainString());
            message.setLow(Objects.requireNonNull(candle.low()).toPlainString());
            message.setClose(Objects.requireNonNull(candle.close()).toPlainString());
        }
        if (candle.trades() != Candle.UNKNOWN) {
            message.setTrades(candle.trades());
        }
        BigDecimal takerBuys = candle.takerBuyVolume();
        if (takerBuys != null) {
            message.setTakerBuyVolume(takerBuys.toPlainString());
        }
        if (drops > 0) {
            message.setDrops(drops);
        }
        return message.build();
    }
}
