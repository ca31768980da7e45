package io.quotegate.feed.sim.push;

import io.quotegate.codec.venue.VenueCandle;
import io.quotegate.feed.sim.market.Markets;
import io.quotegate.feed.sim.market.PairMarket;
import io.quotegate.market.Instrument;
import java.time.Duration;
import java.util.List;

/** What a venue pushes and how often: its topics and their messages. Stateless: any thread. */
public interface VenuePushes {
    /** The topic of an instrument's best bid and ask. */
    String bookTopic(Instrument instrument);

    PushPayload book(PairMarket pair, String topic);

    /** The topics that tell of more of an instrument's book than its best bid and ask. */
    List<DepthTopic> depthTopics(Instrument instrument);

    String tradeTopic(Instrument instrument);

    PushPayload trade(PairMarket pair, String topic);

    /** Whether the topic called {@code name} carries trades, of whatever instrument. */
    boolean isOfTrades(String name);

    /** The topic of an instrument's one-minute candles. */
    String candleTopic(Instrument instrument);

    /** What a topic of candles tells at {@code timeNs} of one of them. */
    PushPayload candle(PairMarket pair, String topic, VenueCandle candle, long timeNs);

    /** How often the open candle is published at most. */
    Duration candleInterval();

    /** The topics that tell of an instrument's day. */
    List<String> tickerTopics(Instrument instrument);

    /** What a topic of {@link #tickerTopics} tells at the time of {@code markets}. */
    PushPayload ticker(PairMarket pair, String topic, Markets markets);

    /** How often tickers are published, and whether only on change. */
    Duration tickerInterval();

    TickerPolicy tickerPolicy();

    /** When a ticker is published. */
    enum TickerPolicy {
        /** In each interval. */
        ALWAYS,
        /** In an interval with a change. */
        ON_CHANGE
    }
}
