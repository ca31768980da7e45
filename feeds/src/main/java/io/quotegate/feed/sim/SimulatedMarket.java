package io.quotegate.feed.sim;

import io.quotegate.feed.FeedClock;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The market behind a simulated venue: its pairs and what moves them. Confined to the venue's loop.
 *
 * @param replay the one of {@code producers} that plays a recording, or null
 */
record SimulatedMarket(
        Markets markets, List<Producer> producers, @Nullable ReplayProducer replay) {
    /** A market whose prices walk at random. */
    static SimulatedMarket walking(SimulatorOptions options, VenueStyle style, PushRouter router, FeedClock clock) {
        Markets markets = new Markets(Instruments.of(options.pairs()), style, clock::epochNs);
        SplittableRandom random = new SplittableRandom(options.seed());
        long nowNs = clock.monotonicNs();
        List<WalkProducer.Walk> walks = new ArrayList<>();
        List<TickerProducer.Ticker> tickers = new ArrayList<>();
        List<CandleProducer.Candles> candles = new ArrayList<>();
        for (PairMarket pair : markets.pairs()) {
            SeededDay day = new SeededDay(pair, daySeed(options, pair));
            day.write(markets.epochNs());
            candles.add(new CandleProducer.Candles(
                    pair, router.topic(style.candleTopic(pair.instrument())).serve()));
            walks.add(walk(pair, style, router, random, markets.epochNs(), day));
            tickers.add(new TickerProducer.Ticker(pair, tickerTopics(pair, style, router, markets)));
        }
        Pacer pacer = new Pacer(options.ratePerSecond(), nowNs);
        return new SimulatedMarket(
                markets,
                List.of(
                        new WalkProducer(walks, random, router, markets::epochNs, pacer),
                        new TickerProducer(tickers, router, style.tickerInterval(), style.tickerPolicy(), nowNs),
                        new CandleProducer(candles, style, markets, router, style.candleInterval())),
                null);
    }

    /** A day of its own for each pair and venue, whatever else is drawn. */
    private static SplittableRandom daySeed(SimulatorOptions options, PairMarket pair) {
        long number =
                pair.instrument().symbol().hashCode() * 31L + options.venue().code();
        return new SplittableRandom(options.seed() ^ number);
    }

    private static WalkProducer.Walk walk(
            PairMarket pair,
            VenueStyle style,
            PushRouter router,
            SplittableRandom random,
            long epochNs,
            SeededDay day) {
        WalkingBook book = new WalkingBook(pair, style.digits(), style.mostFills(), random);
        day.trade(book, epochNs);
        book.change(random, epochNs);
        book.trade(random, epochNs);
        String bookTopic = style.bookTopic(pair.instrument());
        String tradeTopic = style.tradeTopic(pair.instrument());
        return new WalkProducer.Walk(
                book,
                router.topic(bookTopic).serve().tell(style.book(pair, bookTopic)),
                router.topic(tradeTopic).serve().tell(style.trade(pair, tradeTopic)));
    }

    private static List<Topic> tickerTopics(PairMarket pair, VenueStyle style, PushRouter router, Markets markets) {
        return style.tickerTopics(pair.instrument()).stream()
                .map(name -> router.topic(name).serve().tell(style.ticker(pair, name, markets)))
                .toList();
    }

    /** A market that repeats a recorded one. */
    static SimulatedMarket replaying(Recording recording, double speed, PushRouter router) {
        VenueStyle style = recording.style();
        ReplayClock clock = new ReplayClock(recording, speed);
        Markets markets = new Markets(Instruments.of(recording.pairs()), style, clock::epochNs);
        recording.topics().forEach(topic -> router.topic(topic).serve());
        for (Instrument instrument : markets.instruments().all()) {
            router.topic(style.bookTopic(instrument)).serve();
            router.topic(style.tradeTopic(instrument)).serve();
            router.topic(style.candleTopic(instrument)).serve();
            style.tickerTopics(instrument).forEach(topic -> router.topic(topic).serve());
        }
        ReplayProducer producer =
                new ReplayProducer(new ReadAhead(recording).start(), clock, router, style.follower(markets));
        long fromNs = clock.epochNs();
        markets.pairs().forEach(pair -> pair.bars().replay(fromNs, producer::isFinished));
        return new SimulatedMarket(markets, List.of(producer), producer);
    }
}
