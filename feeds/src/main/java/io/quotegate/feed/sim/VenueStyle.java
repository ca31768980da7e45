package io.quotegate.feed.sim;

import io.quotegate.codec.venue.RecordedMessage;
import io.quotegate.codec.venue.VenueCandle;
import io.quotegate.market.Instrument;
import io.quotegate.market.Venue;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** How one venue's pushes look: what differs between the venues on the way out. Stateless. */
interface VenueStyle {
    Venue venue();

    Digits digits();

    /** The venue's spelling of an instrument. */
    String symbol(Instrument instrument);

    /** How many fills one trade message joins at most. */
    int mostFills();

    /** The topic of an instrument's best bid and ask. */
    String bookTopic(Instrument instrument);

    PushPayload book(PairMarket pair, String topic);

    String tradeTopic(Instrument instrument);

    PushPayload trade(PairMarket pair, String topic);

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

    TickerProducer.Policy tickerPolicy();

    /** Recognises recorded pushes: the push in a message, or null. To be used by one thread. */
    RecordingReader.Recogniser recogniser();

    /** The push by which the venue would have told a quote that the gateway recorded. */
    byte[] quote(QuoteRow row);

    /** The push by which the venue would have told a trade that the gateway recorded. */
    byte[] trade(TradeRow row);

    /** The pair, in our spelling, that the venue spells {@code symbol}, or null if it is none of the spot market. */
    @Nullable
    String pairOf(String symbol);

    /** Keeps {@code markets} up to date with the recorded pushes it is given. */
    Consumer<RecordedMessage> follower(Markets markets);
}
