package io.quotegate.feed.sim.okx;

import io.quotegate.codec.okx.OkxBookEncoder;
import io.quotegate.codec.okx.OkxChannel;
import io.quotegate.codec.okx.OkxChecksum;
import io.quotegate.codec.okx.OkxEncoder;
import io.quotegate.codec.okx.OkxRecording;
import io.quotegate.codec.venue.VenueCandle;
import io.quotegate.feed.sim.market.Markets;
import io.quotegate.feed.sim.market.PairMarket;
import io.quotegate.feed.sim.push.DepthTopic;
import io.quotegate.feed.sim.push.PushPayload;
import io.quotegate.feed.sim.push.VenuePushes;
import io.quotegate.market.Instrument;
import io.quotegate.market.TradeUpdate;
import io.quotegate.market.book.OrderBook;
import java.time.Duration;
import java.util.List;

/** OKX's pushes. Confined to the venue's loop. */
final class OkxPushes implements VenuePushes {
    private static final int LEVELS = 400;
    private static final Duration BOOK_INTERVAL = Duration.ofMillis(100);
    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final Duration TICKER_INTERVAL = Duration.ofMillis(100);
    private static final String TRADES = OkxRecording.topic(OkxChannel.TRADES.wireName(), "");
    private static final Duration CANDLE_INTERVAL = Duration.ofSeconds(1);

    private final OkxHabits habits;

    private final OkxChecksum checksum = new OkxChecksum();
    private final OrderBook levels = new OrderBook(LEVELS); // of the book that is told, one after another

    OkxPushes(OkxHabits habits) {
        this.habits = habits;
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
    public List<DepthTopic> depthTopics(Instrument instrument) {
        String instId = instrument.symbol();
        Duration idle = habits.keepAlive() ? IDLE : Duration.ZERO;
        return List.of(
                new DepthTopic(
                        topic(OkxChannel.BOOKS, instrument),
                        LEVELS,
                        DepthTopic.Told.DIFFERENCES,
                        BOOK_INTERVAL,
                        idle,
                        (out, form, told, book) -> {
                            if (habits.checksum()) {
                                levels.apply(book.get());
                                told.checksum = checksum.of(levels);
                            }
                            OkxBookEncoder.books(out, instId, told);
                        }),
                new DepthTopic(
                        OkxRecording.topic("books5", instId),
                        5,
                        DepthTopic.Told.BEST,
                        BOOK_INTERVAL,
                        idle,
                        (out, form, told, book) -> OkxBookEncoder.books5(out, instId, told)));
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
    public boolean isOfTrades(String name) {
        return name.startsWith(TRADES);
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
    public TickerPolicy tickerPolicy() {
        return TickerPolicy.ON_CHANGE;
    }
}
