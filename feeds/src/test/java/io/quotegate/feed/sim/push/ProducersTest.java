package io.quotegate.feed.sim.push;

import static io.quotegate.feed.sim.push.VenuePushes.TickerPolicy.ALWAYS;
import static io.quotegate.feed.sim.push.VenuePushes.TickerPolicy.ON_CHANGE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.feed.FakeClock;
import io.quotegate.feed.sim.TestModels;
import io.quotegate.feed.sim.market.MarketRules;
import io.quotegate.feed.sim.market.Markets;
import io.quotegate.feed.sim.market.MarketsUpdater;
import io.quotegate.feed.sim.market.PairMarket;
import io.quotegate.feed.sim.market.WalkingBook;
import io.quotegate.market.Instruments;
import io.quotegate.market.TradeUpdate;
import io.quotegate.market.Venue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProducersTest {
    private static final long MINUTE_NS = Duration.ofMinutes(1).toNanos();
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FakeClock clock = new FakeClock();
    private final PushRouter router = new PushRouter(clock, name -> false);
    private final MarketRules rules = TestModels.own(Venue.OKX).rules();
    private final VenuePushes pushes = TestModels.own(Venue.OKX).pushes();
    private final Markets markets = new Markets(Instruments.of(List.of("BTC-USDT", "ETH-USDT")), rules, clock::epochNs);
    private final PairMarket pair = markets.pair(0);
    private final Topic topic = router.topic("topic").serve();
    private final List<String> got = new ArrayList<>();
    private long tradeId;

    @BeforeEach
    void subscribe() {
        router.subscribe(topic, new PushSubscriber() {
            @Override
            public PushForm form() {
                return PushForm.RAW;
            }

            @Override
            public void push(byte[] frame, int length) {
                got.add(new String(frame, 0, length, UTF_8));
            }

            @Override
            public boolean keepsUp() {
                return true;
            }

            @Override
            public void flush() {}
        });
    }

    private void trade(int price) {
        TradeUpdate trade = new TradeUpdate();
        trade.tradeId = ++tradeId;
        trade.count = 1;
        trade.price.setUnscaled(price, 0);
        trade.size.setUnscaled(1, 0);
        trade.exchangeTimeNs = clock.epochNs();
        new MarketsUpdater(markets).onTrade(trade);
    }

    private int ticks(Producer producer, int count, Duration every) {
        got.clear();
        for (int i = 0; i < count; i++) {
            clock.advance(every);
            producer.tick(clock.monotonicNs());
        }
        return got.size();
    }

    private TickerProducer tickers(VenuePushes.TickerPolicy policy) {
        topic.tell((out, form) -> out.ascii("day"));
        List<TickerProducer.Ticker> tickers = List.of(new TickerProducer.Ticker(pair, List.of(topic)));
        return new TickerProducer(tickers, router, SECOND, policy, clock.monotonicNs());
    }

    @Test
    void publishesATickerInEachIntervalWhereTheVenueDoes() {
        TickerProducer producer = tickers(ALWAYS);
        assertThat(ticks(producer, 1, Duration.ofMillis(100))).as("at first").isEqualTo(1);
        assertThat(ticks(producer, 100, Duration.ofMillis(100))).isEqualTo(10);
    }

    @Test
    void publishesATickerOnChangeWhereTheVenueDoes() {
        TickerProducer producer = tickers(ON_CHANGE);
        trade(100);
        assertThat(ticks(producer, 100, Duration.ofMillis(100))).isEqualTo(1);
        trade(101);
        assertThat(ticks(producer, 1, Duration.ofMillis(100))).isEqualTo(1);
        trade(102);
        assertThat(ticks(producer, 9, Duration.ofMillis(100))).as("not sooner").isZero();
        assertThat(ticks(producer, 1, Duration.ofMillis(100))).isEqualTo(1);
    }

    @Test
    void publishesTheOpenCandleAtItsPaceAndOnceMoreWhenItIsOver() {
        CandleProducer producer =
                new CandleProducer(List.of(new CandleProducer.Candles(pair, topic)), pushes, markets, router, SECOND);
        assertThat(ticks(producer, 5, Duration.ofMillis(10)))
                .as("nothing was traded")
                .isZero();
        clock.advance(Duration.ofNanos(MINUTE_NS - Math.floorMod(clock.epochNs(), MINUTE_NS)));
        trade(100);
        assertThat(ticks(producer, 20, Duration.ofMillis(100)))
                .as("once while it does not change")
                .isEqualTo(1);
        trade(101);
        trade(99);
        assertThat(ticks(producer, 1, Duration.ofMillis(100))).isEqualTo(1);
        assertThat(got.get(0)).contains("\"100\",\"101\",\"99\",\"99\",\"3\"", "\"0\"]");
        ticks(producer, 1, Duration.ofMinutes(1));
        assertThat(got).hasSize(2);
        assertThat(got.get(0)).as("what is over").contains("\"99\",\"3\"", "\"1\"]");
        assertThat(got.get(1)).as("what has begun").contains("\"99\",\"99\",\"99\",\"99\",\"0\"", "\"0\"]");
    }

    @Test
    void changesBooksAtItsRateAndTradesOnceInTen() {
        SplittableRandom random = new SplittableRandom(1);
        Topic trades = router.topic("trades").tell((out, form) -> out.ascii("trade"));
        topic.tell((out, form) -> out.ascii("book"));
        WalkProducer.Walk walk = new WalkProducer.Walk(
                new WalkingBook(pair, rules.decimals(), rules.mostFills(), random), topic, trades);
        WalkProducer producer =
                new WalkProducer(List.of(walk), random, router, clock::epochNs, new Pacer(1000, clock.monotonicNs()));
        long before = pair.lastTradeId();
        assertThat(ticks(producer, 10, Duration.ofMillis(10))).isEqualTo(100);
        assertThat(pair.lastTradeId() - before).isPositive();
        clock.advance(SECOND);
        got.clear();
        assertThat(producer.tick(clock.monotonicNs()))
                .as("more than is done at once")
                .isTrue();
        assertThat(got).hasSize(512);
        assertThat(producer.tick(clock.monotonicNs())).isFalse();
        assertThat(got).hasSize(1000);
    }
}
