package io.quotegate.feed.sim;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quotegate.codec.binance.BinanceDayTickerDecoder;
import io.quotegate.codec.binance.BinanceDecoder;
import io.quotegate.codec.binance.BinanceEncoder;
import io.quotegate.codec.binance.BinanceKlineEncoder;
import io.quotegate.codec.binance.BinanceListener;
import io.quotegate.codec.binance.BinanceRecording;
import io.quotegate.codec.binance.BinanceStream;
import io.quotegate.codec.venue.DayTicker;
import io.quotegate.codec.venue.RecordedMessage;
import io.quotegate.codec.venue.VenueCandle;
import io.quotegate.market.Instrument;
import io.quotegate.market.TradeUpdate;
import io.quotegate.market.Venue;
import io.quotegate.text.ByteWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Binance's events. */
final class BinanceStyle implements VenueStyle {
    private static final Duration TICKER_INTERVAL = Duration.ofSeconds(1);
    private static final Duration CANDLE_INTERVAL = Duration.ofSeconds(2);
    private static final int PUSH_BYTES = 256;

    @Override
    public Venue venue() {
        return Venue.BINANCE;
    }

    @Override
    public Digits digits() {
        return Digits.EIGHT_PLACES;
    }

    @Override
    public String symbol(Instrument instrument) {
        return BinanceStream.symbol(instrument);
    }

    @Override
    public int mostFills() {
        return 1;
    }

    @Override
    public String bookTopic(Instrument instrument) {
        return BinanceStream.BOOK_TICKER.of(instrument);
    }

    @Override
    public PushPayload book(PairMarket pair, String topic) {
        String symbol = symbol(pair.instrument());
        return named(topic, (out, form) -> BinanceEncoder.bookTicker(out, symbol, pair.top()));
    }

    @Override
    public String tradeTopic(Instrument instrument) {
        return BinanceStream.TRADE.of(instrument);
    }

    @Override
    public PushPayload trade(PairMarket pair, String topic) {
        String symbol = symbol(pair.instrument());
        return named(topic, (out, form) -> {
            TradeUpdate trade = pair.trades().last();
            if (trade != null) {
                BinanceEncoder.trade(out, symbol, trade, trade.exchangeTimeNs, form.timeUnit());
            }
        });
    }

    @Override
    public String candleTopic(Instrument instrument) {
        return BinanceStream.KLINE.of(instrument);
    }

    @Override
    public PushPayload candle(PairMarket pair, String topic, VenueCandle candle, long timeNs) {
        String symbol = symbol(pair.instrument());
        return named(topic, (out, form) -> BinanceKlineEncoder.event(out, symbol, candle, timeNs, form.timeUnit()));
    }

    @Override
    public Duration candleInterval() {
        return CANDLE_INTERVAL;
    }

    @Override
    public List<String> tickerTopics(Instrument instrument) {
        return List.of(BinanceStream.TICKER.of(instrument), BinanceStream.MINI_TICKER.of(instrument));
    }

    @Override
    public PushPayload ticker(PairMarket pair, String topic, Markets markets) {
        String symbol = symbol(pair.instrument());
        return topic.equals(BinanceStream.TICKER.of(pair.instrument()))
                ? named(
                        topic,
                        (out, form) -> BinanceEncoder.ticker(out, symbol, pair.day(markets.epochNs()), form.timeUnit()))
                : named(
                        topic,
                        (out, form) ->
                                BinanceEncoder.miniTicker(out, symbol, pair.day(markets.epochNs()), form.timeUnit()));
    }

    /** Names the stream around {@code event} where the connection wants it. */
    private static PushPayload named(String stream, PushPayload event) {
        return (out, form) -> {
            if (form.combined()) {
                BinanceEncoder.beginCombined(out, stream);
                event.encode(out, form);
                out.put('}');
            } else {
                event.encode(out, form);
            }
        };
    }

    @Override
    public Duration tickerInterval() {
        return TICKER_INTERVAL;
    }

    @Override
    public TickerProducer.Policy tickerPolicy() {
        return TickerProducer.Policy.ALWAYS;
    }

    @Override
    public RecordingReader.Recogniser recogniser() {
        return new BinanceRecording()::read;
    }

    /** Binance Spot API, "Individual Symbol Book Ticker Streams". */
    @Override
    public byte[] quote(QuoteRow row) {
        return ("{\"u\":" + row.seq() + ",\"s\":\"" + row.pair().replace("-", "") + "\",\"b\":\"" + digits(row.bid())
                        + "\",\"B\":\"" + digits(row.bidSize()) + "\",\"a\":\"" + digits(row.ask())
                        + "\",\"A\":\"" + digits(row.askSize()) + "\"}")
                .getBytes(US_ASCII);
    }

    @Override
    public byte[] trade(TradeRow row) {
        TradeUpdate trade = row.update();
        ByteWriter out = new ByteWriter(PUSH_BYTES);
        BinanceEncoder.trade(out, row.pair().replace("-", ""), trade, trade.exchangeTimeNs, TimeUnit.MILLISECONDS);
        return out.toByteArray();
    }

    /** An empty side is told as zero. */
    private static String digits(String value) {
        return value.isEmpty() ? "0.00000000" : value;
    }

    @Override
    public @Nullable String pairOf(String symbol) {
        return BinanceStream.pairOf(symbol);
    }

    @Override
    public Consumer<RecordedMessage> follower(Markets markets) {
        MarketsUpdater updater = new MarketsUpdater(markets);
        BinanceDecoder decoder = new BinanceDecoder(markets.instruments(), updater, new NothingToHear());
        BinanceDayTickerDecoder dayDecoder = new BinanceDayTickerDecoder();
        return recorded -> {
            byte[] message = recorded.message();
            decoder.decode(message, 0, message.length);
            PairMarket pair = markets.find(recorded.symbol());
            if (pair != null && isTicker(recorded.topic())) {
                DayTicker day = new DayTicker();
                dayDecoder.decode(
                        message, recorded.payload().from(), recorded.payload().to(), day);
                pair.onDay(day);
            }
        };
    }

    private static boolean isTicker(String topic) {
        String kind = topic.substring(topic.indexOf('@') + 1);
        BinanceStream stream = BinanceStream.ofWireName(kind);
        return stream == BinanceStream.TICKER || stream == BinanceStream.MINI_TICKER;
    }

    /** Events are all there is to hear. */
    private static final class NothingToHear implements BinanceListener {
        @Override
        public void onResult(long id) {}

        @Override
        public void onError(long id, long code, String message) {}

        @Override
        public void onServerShutdown() {}
    }
}
