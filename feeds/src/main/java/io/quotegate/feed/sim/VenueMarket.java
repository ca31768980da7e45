package io.quotegate.feed.sim;

import io.quotegate.feed.FeedClock;
import io.quotegate.feed.sim.market.Markets;
import io.quotegate.feed.sim.market.PairMarket;
import io.quotegate.feed.sim.market.RecordedBook;
import io.quotegate.feed.sim.market.SeededDay;
import io.quotegate.feed.sim.market.WalkingBook;
import io.quotegate.feed.sim.push.CandleProducer;
import io.quotegate.feed.sim.push.DepthFaults;
import io.quotegate.feed.sim.push.DepthProducer;
import io.quotegate.feed.sim.push.DepthTopic;
import io.quotegate.feed.sim.push.Pacer;
import io.quotegate.feed.sim.push.Producer;
import io.quotegate.feed.sim.push.PushPayload;
import io.quotegate.feed.sim.push.PushRouter;
import io.quotegate.feed.sim.push.TickerProducer;
import io.quotegate.feed.sim.push.Topic;
import io.quotegate.feed.sim.push.VenuePushes;
import io.quotegate.feed.sim.push.WalkProducer;
import io.quotegate.feed.sim.replay.ReadAhead;
import io.quotegate.feed.sim.replay.RecordingSummary;
import io.quotegate.feed.sim.replay.ReplayClock;
import io.quotegate.feed.sim.replay.ReplayProducer;
import io.quotegate.feed.sim.venue.VenueModel;
import io.quotegate.market.DepthUpdate;
import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The market behind a simulated venue: its pairs and what moves them. Confined to the venue's loop.
 *
 * @param depths what can go wrong with books; nothing with recorded ones
 * @param replay the one of {@code producers} that plays a recording, or null
 */
record VenueMarket(
        Markets markets,
        List<Producer> producers,
        DepthFaults depths,
        @Nullable ReplayProducer replay) {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L; // so that days next to one another have nothing in common

    private static final DepthFaults NO_DEPTHS = new DepthFaults() {
        @Override
        public void loseNext(int count) {}

        @Override
        public void cross(boolean yes) {}

        @Override
        public void resetNumbers() {}
    };

    /** A market whose prices walk at random. */
    static VenueMarket walking(SimulatorOptions options, VenueModel model, PushRouter router, FeedClock clock) {
        Markets markets = new Markets(Instruments.of(options.pairs()), model.rules(), clock::epochNs);
        VenuePushes pushes = model.pushes();
        SplittableRandom random = new SplittableRandom(options.seed());
        long nowNs = clock.monotonicNs();
        List<WalkProducer.Walk> walks = new ArrayList<>();
        List<TickerProducer.Ticker> tickers = new ArrayList<>();
        List<CandleProducer.Candles> candles = new ArrayList<>();
        for (PairMarket pair : markets.pairs()) {
            SeededDay day = new SeededDay(pair, daySeed(options, pair));
            day.write(markets.epochNs());
            candles.add(new CandleProducer.Candles(
                    pair, router.topic(pushes.candleTopic(pair.instrument())).serve()));
            walks.add(walk(pair, model, router, random, markets.epochNs(), day));
            tickers.add(new TickerProducer.Ticker(pair, tickerTopics(pair, pushes, router, markets)));
        }
        Pacer pacer = new Pacer(options.ratePerSecond(), nowNs);
        DepthProducer depths = new DepthProducer(markets, pushes, router);
        return new VenueMarket(
                markets,
                List.of(
                        new WalkProducer(walks, random, router, markets::epochNs, pacer),
                        depths,
                        new TickerProducer(tickers, router, pushes.tickerInterval(), pushes.tickerPolicy(), nowNs),
                        new CandleProducer(candles, pushes, markets, router, pushes.candleInterval())),
                depths,
                null);
    }

    /** A day of its own for each pair and venue, whatever else is drawn. */
    private static long daySeed(SimulatorOptions options, PairMarket pair) {
        long number =
                pair.instrument().symbol().hashCode() * 31L + options.venue().code();
        return options.seed() ^ number * GOLDEN;
    }

    private static WalkProducer.Walk walk(
            PairMarket pair,
            VenueModel model,
            PushRouter router,
            SplittableRandom random,
            long epochNs,
            SeededDay day) {
        WalkingBook book =
                new WalkingBook(pair, model.rules().decimals(), model.rules().mostFills(), random);
        day.trade(book, epochNs);
        book.change(random, epochNs);
        book.trade(random, epochNs);
        VenuePushes pushes = model.pushes();
        String bookTopic = pushes.bookTopic(pair.instrument());
        String tradeTopic = pushes.tradeTopic(pair.instrument());
        return new WalkProducer.Walk(
                book,
                router.topic(bookTopic).serve().tell(pushes.book(pair, bookTopic)),
                router.topic(tradeTopic).serve().tell(pushes.trade(pair, tradeTopic)));
    }

    private static List<Topic> tickerTopics(PairMarket pair, VenuePushes pushes, PushRouter router, Markets markets) {
        return pushes.tickerTopics(pair.instrument()).stream()
                .map(name -> router.topic(name).serve().tell(pushes.ticker(pair, name, markets)))
                .toList();
    }

    /** A market that repeats a recorded one. */
    static VenueMarket replaying(RecordingSummary recording, double speed, VenueModel model, PushRouter router) {
        VenuePushes pushes = model.pushes();
        ReplayClock clock = new ReplayClock(recording, speed);
        Markets markets = new Markets(Instruments.of(recording.pairs()), model.rules(), clock::epochNs);
        recording.topics().forEach(topic -> router.topic(topic).serve());
        for (Instrument instrument : markets.instruments().all()) {
            router.topic(pushes.bookTopic(instrument)).serve();
            router.topic(pushes.tradeTopic(instrument)).serve();
            router.topic(pushes.candleTopic(instrument)).serve();
            pushes.tickerTopics(instrument).forEach(topic -> router.topic(topic).serve());
            RecordedBook book = new RecordedBook(recording.snapshotsOfItsPair());
            markets.pair(instrument.id()).recordedIs(book);
            pushes.depthTopics(instrument).stream()
                    .filter(kind -> kind.told() == DepthTopic.Told.DIFFERENCES)
                    .forEach(kind -> router.topic(kind.name()).greet(() -> beginning(book, kind)));
        }
        ReadAhead ahead = new ReadAhead(recording).start();
        ReplayProducer producer = new ReplayProducer(ahead, clock, router, model.recordings(), markets);
        long fromNs = clock.epochNs();
        markets.pairs().forEach(pair -> pair.bars().replay(fromNs, producer::isFinished));
        return new VenueMarket(markets, List.of(producer), NO_DEPTHS, producer);
    }

    /** All levels of a recorded book for who subscribes while it is played; null as long as they are not known. */
    private static @Nullable PushPayload beginning(RecordedBook book, DepthTopic kind) {
        if (book.missing(kind.levels()) != null) {
            return null;
        }
        DepthUpdate whole = book.best(kind.levels());
        return (out, form) -> kind.writer().write(out, form, whole, () -> whole);
    }
}
