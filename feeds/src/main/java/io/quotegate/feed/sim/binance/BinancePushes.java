package io.quotegate.feed.sim.binance;

import io.quotegate.codec.binance.BinanceBookEncoder;
import io.quotegate.codec.binance.BinanceEncoder;
import io.quotegate.codec.binance.BinanceKlineEncoder;
import io.quotegate.codec.binance.BinanceStream;
import io.quotegate.codec.venue.VenueCandle;
import io.quotegate.feed.sim.market.Markets;
import io.quotegate.feed.sim.market.PairMarket;
import io.quotegate.feed.sim.push.DepthTopic;
import io.quotegate.feed.sim.push.PushPayload;
import io.quotegate.feed.sim.push.VenuePushes;
import io.quotegate.market.Instrument;
import io.quotegate.market.TradeUpdate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Binance's events. Stateless: any thread. */
final class BinancePushes implements VenuePushes {
    private static final int EVERY_LEVEL = 5000;
    private static final int[] BEST_LEVELS = {5, 10, 20};
    private static final Duration TICKER_INTERVAL = Duration.ofSeconds(1);
    private static final String TRADES = '@' + BinanceStream.TRADE.wireName();
    private static final Duration CANDLE_INTERVAL = Duration.ofSeconds(2);

    @Override
    public String bookTopic(Instrument instrument) {
        return BinanceStream.BOOK_TICKER.of(instrument);
    }

    @Override
    public PushPayload book(PairMarket pair, String topic) {
        String symbol = BinanceStream.symbol(pair.instrument());
        return named(topic, (out, form) -> BinanceEncoder.bookTicker(out, symbol, pair.top()));
    }

    @Override
    public List<DepthTopic> depthTopics(Instrument instrument) {
        String symbol = BinanceStream.symbol(instrument);
        List<DepthTopic> topics = new ArrayList<>();
        for (Duration every : List.of(Duration.ofSeconds(1), Duration.ofMillis(100))) {
            String speed = every.equals(Duration.ofSeconds(1)) ? "" : "@" + every.toMillis() + "ms";
            String changes = symbol.toLowerCase(Locale.ROOT) + "@depth";
            topics.add(topic(
                    changes + speed,
                    EVERY_LEVEL,
                    DepthTopic.Told.CHANGES,
                    every,
                    (out, form, told, book) -> BinanceBookEncoder.update(out, symbol, told, form.timeUnit())));
            for (int levels : BEST_LEVELS) {
                topics.add(topic(
                        changes + levels + speed,
                        levels,
                        DepthTopic.Told.BEST,
                        every,
                        (out, form, told, book) -> BinanceBookEncoder.snapshot(out, told, levels)));
            }
        }
        return topics;
    }

    private static DepthTopic topic(
            String name, int levels, DepthTopic.Told told, Duration every, DepthTopic.Writer writer) {
        return new DepthTopic(
                name,
                levels,
                told,
                every,
                Duration.ZERO,
                (out, form, changes, book) -> named(name, (text, same) -> writer.write(text, same, changes, book))
                        .encode(out, form));
    }

    @Override
    public String tradeTopic(Instrument instrument) {
        return BinanceStream.TRADE.of(instrument);
    }

    @Override
    public PushPayload trade(PairMarket pair, String topic) {
        String symbol = BinanceStream.symbol(pair.instrument());
        return named(topic, (out, form) -> {
            TradeUpdate trade = pair.trades().last();
            if (trade != null) {
                BinanceEncoder.trade(out, symbol, trade, trade.exchangeTimeNs, form.timeUnit());
            }
        });
    }

    @Override
    public boolean isOfTrades(String name) {
        return name.endsWith(TRADES);
    }

    @Override
    public String candleTopic(Instrument instrument) {
        return BinanceStream.KLINE.of(instrument);
    }

    @Override
    public PushPayload candle(PairMarket pair, String topic, VenueCandle candle, long timeNs) {
        String symbol = BinanceStream.symbol(pair.instrument());
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
        String symbol = BinanceStream.symbol(pair.instrument());
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
    public TickerPolicy tickerPolicy() {
        return TickerPolicy.ALWAYS;
    }
}
