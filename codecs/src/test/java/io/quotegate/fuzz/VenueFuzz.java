package io.quotegate.fuzz;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.quotegate.codec.ProtocolException;
import io.quotegate.codec.binance.BinanceDayTickerDecoder;
import io.quotegate.codec.binance.BinanceDecoder;
import io.quotegate.codec.binance.BinanceListener;
import io.quotegate.codec.okx.OkxDayTickerDecoder;
import io.quotegate.codec.okx.OkxDecoder;
import io.quotegate.codec.okx.OkxListener;
import io.quotegate.codec.venue.DayTicker;
import io.quotegate.codec.venue.VenueDecoder;
import io.quotegate.market.Decimal;
import io.quotegate.market.DepthLevels;
import io.quotegate.market.DepthUpdate;
import io.quotegate.market.Instruments;
import io.quotegate.market.MarketListener;
import io.quotegate.market.TickerUpdate;
import io.quotegate.market.TopUpdate;
import io.quotegate.market.TradeUpdate;
import io.quotegate.market.book.OrderBook;
import io.quotegate.testkit.TreeBook;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What venues send: nothing comes out but a {@link ProtocolException}, no price that cannot be one, and the same of a
 * message wherever in an array it stands and whatever was read before it.
 */
class VenueFuzz {
    private static final Instruments INSTRUMENTS = Instruments.of(List.of("BTC-USDT", "ETH-USDT"));

    @FuzzTest(maxDuration = "1m")
    void okx(byte[] bytes) {
        everyWay(bytes, (market, heard) -> new OkxDecoder(INSTRUMENTS, market, listener(OkxListener.class, heard)));
        try {
            new OkxDayTickerDecoder().decode(bytes, 0, bytes.length, new DayTicker());
        } catch (ProtocolException expected) {
            assertThat(expected.detail()).isNotEmpty();
        }
    }

    @FuzzTest(maxDuration = "1m")
    void binance(byte[] bytes) {
        everyWay(
                bytes,
                (market, heard) -> new BinanceDecoder(INSTRUMENTS, market, listener(BinanceListener.class, heard)));
        try {
            new BinanceDayTickerDecoder().decode(bytes, 0, bytes.length, new DayTicker());
        } catch (ProtocolException expected) {
            assertThat(expected.detail()).isNotEmpty();
        }
    }

    private static void everyWay(byte[] bytes, BiFunction<MarketListener, List<String>, VenueDecoder> decoders) {
        List<String> heard = new ArrayList<>();
        VenueDecoder decoder = decoders.apply(new Checked(heard), heard);
        decode(decoder, bytes, 0, bytes.length, heard);
        List<String> first = List.copyOf(heard);
        heard.clear();
        byte[] amid = new byte[bytes.length + 6];
        Arrays.fill(amid, (byte) '"');
        System.arraycopy(bytes, 0, amid, 3, bytes.length);
        decode(decoder, amid, 3, 3 + bytes.length, heard);
        assertThat(heard).isEqualTo(first);
    }

    private static void decode(VenueDecoder decoder, byte[] bytes, int from, int to, List<String> heard) {
        try {
            heard.add("known " + decoder.decode(bytes, from, to));
        } catch (ProtocolException e) {
            heard.add(e.violation().name());
        }
    }

    private static <T> T listener(Class<T> type, List<String> heard) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            heard.add(method.getName() + Arrays.toString(given));
            return null;
        }));
    }

    /** Writes down what it hears, if that can be. */
    private record Checked(List<String> heard) implements MarketListener {
        @Override
        public void onTop(TopUpdate top) {
            assertThat(top.bid.isAbsent() && top.ask.isAbsent()).isFalse();
            check(top.instrumentId, top.exchangeTimeNs, top.venueSeq, top.bid, top.bidSize);
            check(top.instrumentId, top.exchangeTimeNs, top.venueSeq, top.ask, top.askSize);
            heard.add("top " + top.bid + ' ' + top.bidSize + ' ' + top.ask + ' ' + top.askSize + ' ' + top.venueSeq);
        }

        @Override
        public void onTicker(TickerUpdate ticker) {
            check(ticker.instrumentId, ticker.exchangeTimeNs, ticker.lastTradeId, ticker.last, ticker.lastSize);
            heard.add("ticker " + ticker.last + ' ' + ticker.lastSize + ' ' + ticker.exchangeTimeNs);
        }

        @Override
        public void onTrade(TradeUpdate trade) {
            check(trade.instrumentId, trade.exchangeTimeNs, trade.tradeId, trade.price, trade.size);
            assertThat(trade.count).isNotNegative();
            heard.add("trade " + trade.price + ' ' + trade.size + ' ' + trade.tradeId + ' ' + trade.takerBuys);
        }

        @Override
        public void onDepth(DepthUpdate depth) {
            assertThat(depth.exchangeTimeNs).isNotNegative();
            assertThat(depth.seq).isGreaterThanOrEqualTo(DepthUpdate.UNKNOWN);
            assertThat(depth.prevSeq).isGreaterThanOrEqualTo(DepthUpdate.UNKNOWN);
            new OrderBook(8).apply(depth);
            for (DepthLevels side : List.of(depth.bids, depth.asks)) {
                for (int i = 0; i < side.count(); i++) {
                    assertThat(side.price(i)).isPositive();
                    assertThat(side.size(i)).isNotNegative();
                    assertThat(side.pricePlaces(i)).isBetween(0, DepthLevels.MAX_PLACES);
                    assertThat(side.sizePlaces(i)).isBetween(0, DepthLevels.MAX_PLACES);
                }
            }
            heard.add("depth " + depth.snapshot + ' ' + TreeBook.shown(depth.bids) + TreeBook.shown(depth.asks));
        }

        private static void check(int instrumentId, long timeNs, long id, Decimal price, Decimal size) {
            assertThat(instrumentId).isBetween(0, INSTRUMENTS.count() - 1);
            assertThat(timeNs).isNotNegative();
            assertThat(id).isGreaterThanOrEqualTo(-1);
            assertThat(price.isAbsent() || price.mantissa() > 0).isTrue();
            for (Decimal value : List.of(price, size)) {
                byte[] text = value.toString().getBytes(US_ASCII);
                assertThat(value.isAbsent() || new Decimal().parse(text, 0, text.length) == Decimal.Parsed.OK)
                        .isTrue();
            }
        }

        @Override
        public void onUnrepresentable() {
            heard.add("unrepresentable");
        }

        @Override
        public void onUnusable() {
            heard.add("unusable");
        }
    }
}
