package io.quotegate.feed.sim;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.quotegate.codec.okx.OkxChannel;
import io.quotegate.codec.okx.OkxDayTickerDecoder;
import io.quotegate.codec.okx.OkxDecoder;
import io.quotegate.codec.okx.OkxEncoder;
import io.quotegate.codec.okx.OkxListener;
import io.quotegate.codec.okx.OkxRecording;
import io.quotegate.codec.venue.DayTicker;
import io.quotegate.codec.venue.RecordedMessage;
import io.quotegate.codec.venue.VenueCandle;
import io.quotegate.market.Instrument;
import io.quotegate.market.TradeUpdate;
import io.quotegate.market.Venue;
import io.quotegate.text.ByteWriter;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** OKX's pushes. */
final class OkxStyle implements VenueStyle {
    private static final Duration TICKER_INTERVAL = Duration.ofMillis(100);
    private static final Duration CANDLE_INTERVAL = Duration.ofSeconds(1);
    private static final int MOST_FILLS = 4;
    private static final int PUSH_BYTES = 256;

    @Override
    public Venue venue() {
        return Venue.OKX;
    }

    @Override
    public Digits digits() {
        return Digits.SHORTEST;
    }

    @Override
    public String symbol(Instrument instrument) {
        return instrument.symbol();
    }

    @Override
    public int mostFills() {
        return MOST_FILLS;
    }

    @Override
    public String bookTopic(Instrument instrument) {
        return topic(OkxChannel.BBO_TBT, instrument);
    }

    @Override
    public PushPayload book(PairMarket pair, String topic) {
        return (out, form) -> OkxEncoder.bestBidAsk(out, pair.instrument().symbol(), pair.top());
    }

    @Override
    public String tradeTopic(Instrument instrument) {
        return topic(OkxChannel.TRADES, instrument);
    }

    @Override
    public PushPayload trade(PairMarket pair, String topic) {
        return (out, form) -> {
            TradeUpdate trade = pair.trades().last();
            if (trade != null) {
                OkxEncoder.trade(out, pair.instrument().symbol(), trade, pair.lastTradeSeq());
            }
        };
    }

    @Override
    public String candleTopic(Instrument instrument) {
        return OkxRecording.topic(OkxEncoder.CANDLE, instrument.symbol());
    }

    @Override
    public PushPayload candle(PairMarket pair, String topic, VenueCandle candle, long timeNs) {
        return (out, form) -> OkxEncoder.candle(out, pair.instrument().symbol(), candle);
    }

    @Override
    public Duration candleInterval() {
        return CANDLE_INTERVAL;
    }

    @Override
    public List<String> tickerTopics(Instrument instrument) {
        return List.of(topic(OkxChannel.TICKERS, instrument));
    }

    @Override
    public PushPayload ticker(PairMarket pair, String topic, Markets markets) {
        return (out, form) -> OkxEncoder.ticker(out, pair.instrument().symbol(), pair.day(markets.epochNs()));
    }

    private static String topic(OkxChannel channel, Instrument instrument) {
        return OkxRecording.topic(channel.wireName(), instrument.symbol());
    }

    @Override
    public Duration tickerInterval() {
        return TICKER_INTERVAL;
    }

    @Override
    public TickerProducer.Policy tickerPolicy() {
        return TickerProducer.Policy.ON_CHANGE;
    }

    @Override
    public RecordingReader.Recogniser recogniser() {
        return new OkxRecording()::read;
    }

    /** OKX API, "WS / Order book channel", {@code bbo-tbt}. */
    @Override
    public byte[] quote(QuoteRow row) {
        return ("{\"arg\":{\"channel\":\"bbo-tbt\",\"instId\":\"" + row.pair() + "\"},\"data\":[{\"asks\":"
                        + side(row.ask(), row.askSize()) + ",\"bids\":" + side(row.bid(), row.bidSize())
                        + ",\"ts\":\"" + row.exchangeTimeMs() + "\",\"seqId\":" + row.seq() + "}]}")
                .getBytes(US_ASCII);
    }

    @Override
    public byte[] trade(TradeRow row) {
        ByteWriter out = new ByteWriter(PUSH_BYTES);
        OkxEncoder.trade(out, row.pair(), row.update(), row.id());
        return out.toByteArray();
    }

    private static String side(String price, String size) {
        return price.isEmpty() ? "[]" : "[[\"" + price + "\",\"" + size + "\",\"0\",\"1\"]]";
    }

    @Override
    public @Nullable String pairOf(String symbol) {
        return Instrument.isSymbol(symbol) ? symbol : null;
    }

    @Override
    public Consumer<RecordedMessage> follower(Markets markets) {
        OkxDecoder decoder = new OkxDecoder(markets.instruments(), new MarketsUpdater(markets), new NothingToHear());
        OkxDayTickerDecoder dayDecoder = new OkxDayTickerDecoder();
        String tickers = OkxRecording.topic(OkxChannel.TICKERS.wireName(), "");
        return recorded -> {
            byte[] message = recorded.message();
            decoder.decode(message, 0, message.length);
            PairMarket pair = markets.find(recorded.symbol());
            if (pair != null && recorded.topic().startsWith(tickers)) {
                DayTicker day = new DayTicker();
                dayDecoder.decode(message, 0, message.length, day);
                pair.onDay(day);
            }
        };
    }

    /** Pushes are all there is to hear. */
    private static final class NothingToHear implements OkxListener {
        @Override
        public void onSubscribed(OkxChannel channel, int instrumentId) {}

        @Override
        public void onUnsubscribed(OkxChannel channel, int instrumentId) {}

        @Override
        public void onError(String code, String message) {}

        @Override
        public void onNotice(String code, String message) {}

        @Override
        public void onPong() {}
    }
}
