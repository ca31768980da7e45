package io.quotegate.gateway.fanout;

import static io.quotegate.gateway.fanout.HandTurnedFanout.BITCOIN;
import static io.quotegate.gateway.fanout.HandTurnedFanout.ETHER;
import static io.quotegate.gateway.fanout.HandTurnedFanout.SOLANA;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.quotegate.api.DeliveryMode;
import io.quotegate.api.PushChannel;
import io.quotegate.gateway.fanout.watch.QuoteWatcher;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Protocol;
import io.quotegate.market.Candle;
import io.quotegate.market.QuoteFlyweight;
import io.quotegate.market.StatusType;
import io.quotegate.ring.QuoteSource;
import io.quotegate.testkit.LeakCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LeakCheck.class)
class EventLoopFanoutTest {
    private final HandTurnedFanout all = new HandTurnedFanout();

    @AfterEach
    void close() {
        all.close();
    }

    @ParameterizedTest
    @EnumSource
    void sendsASnapshotAndThenEveryQuoteInEveryFormat(WireFormat format) {
        all.quotes(BITCOIN, 3);
        FanoutClient client = all.subscribed(format, DeliveryMode.LATEST, BITCOIN, ETHER);
        assertThat(client.heard()).containsExactly("quotes BTC-USDT 3");
        all.quote(BITCOIN);
        all.quote(ETHER);
        all.quote(SOLANA);
        all.quote(BITCOIN);
        assertThat(client.heard()).as("before the loop turns").isEmpty();
        all.turn();
        assertThat(client.heard()).containsExactly("quotes BTC-USDT 4", "quotes ETH-USDT 1", "quotes BTC-USDT 5");
        assertThat(all.metrics.drops.sum()).isZero();
    }

    @Test
    void flushesConnectionsOfSeveralSubscribersAsPartOfTheBatch() {
        List<String> order = new ArrayList<>();
        FanoutClient client = all.subscribed(WireFormat.FRAME_JSON, DeliveryMode.LATEST, BITCOIN);
        client.channel.pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
            @Override
            public void flush(ChannelHandlerContext ctx) {
                boolean awaited = all.fanout.flushesWithBatch(() -> {
                    order.add("flushed");
                    throw new IllegalStateException("a connection that fails");
                });
                order.add(awaited ? "handed out" : "between batches");
            }
        });
        all.fanout.watch(HandTurnedFanout.ids(BITCOIN), () -> order.add("watched"));
        all.quote(BITCOIN);
        all.turn();
        assertThat(order).containsExactly("handed out", "flushed", "watched");
        assertThat(all.guard.count()).isEqualTo(1);
        client.connection.flush();
        assertThat(order).endsWith("between batches").hasSize(4);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = "GRPC.*")
    void pushesTradesAndStatusInEveryFormatButThoseOfCalls(WireFormat format) {
        FanoutClient client = all.client(format);
        client.subscribe(PushChannel.TRADES, DeliveryMode.LATEST, BITCOIN);
        client.subscribe(PushChannel.STATUS, DeliveryMode.LATEST);
        all.trade(BITCOIN, true);
        all.trade(ETHER, true);
        all.status(StatusType.VENUE_DOWN, BITCOIN);
        all.status(StatusType.VENUE_UP, -1);
        all.turn();
        assertThat(client.heard())
                .containsExactly("trades BTC-USDT 1", "status BTC-USDT venue-down", "status venue-up");
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.MATCH_NONE,
            names = {"GRPC.*", ".*SBE.*"})
    void pushesCandlesBesideInEveryFormatThatHasThem(WireFormat format) {
        FanoutClient client = all.client(format);
        client.subscribe(PushChannel.TRADES, DeliveryMode.LATEST, BITCOIN);
        client.subscribe(PushChannel.STATUS, DeliveryMode.LATEST);
        client.subscribeCandles(DeliveryMode.LATEST, List.of(all.candle(ETHER, 60)), ETHER);
        all.trade(BITCOIN, true);
        all.trade(ETHER, true);
        all.status(StatusType.GAP, BITCOIN);
        all.status(StatusType.VENUE_UP, -1);
        all.turn();
        all.candles(120, BITCOIN, ETHER);
        assertThat(client.heard())
                .containsExactly(
                        "candles ETH-USDT 60",
                        "trades BTC-USDT 1",
                        "status BTC-USDT gap",
                        "status venue-up",
                        "candles ETH-USDT 120");
    }

    @Test
    void looksUpCandlesOnlyWhenNewOnesAreHandedOver() {
        FanoutClient client = all.client(WireFormat.LINE_JSON);
        List<Boolean> wanted = new ArrayList<>();
        all.fanout.subscribeCandles(
                client.subscriber,
                HandTurnedFanout.ids(ETHER),
                taker -> {
                    wanted.add(all.fanout.wantsCandles());
                    taker.accept(List.of());
                },
                DeliveryMode.LATEST,
                WireFormat.LINE_JSON);
        assertThat(wanted).as("one that is finished meanwhile is pushed").containsExactly(true);
    }

    @Test
    void countsHowLongABatchWasUnderWayOncePerProtocol() {
        all.subscribed(WireFormat.FRAME_JSON, DeliveryMode.ALL, BITCOIN, ETHER);
        all.subscribed(WireFormat.FRAME_JSON, DeliveryMode.LATEST, ETHER);
        all.subscribed(WireFormat.WEBSOCKET_PROTO, DeliveryMode.LATEST, SOLANA);
        assertThat(all.metrics.groups.sum()).isEqualTo(3);
        all.turn();
        assertThat(all.metrics.deliveryTimes(Protocol.FRAMES).count()).isZero();
        all.quotes(BITCOIN, 20);
        all.quotes(ETHER, 2);
        all.turn();
        assertThat(all.metrics.deliveryTimes(Protocol.FRAMES).count()).isEqualTo(1);
        assertThat(all.metrics.deliveryTimes(Protocol.FRAMES).sumNs())
                .as("since long ago")
                .isGreaterThan(TimeUnit.DAYS.toNanos(1));
        assertThat(all.metrics.deliveryTimes(Protocol.WEBSOCKET).count()).isZero();
    }

    @Test
    void pushesCandlesBehindThoseThereAreAndNoneThatIsAmongThem() {
        FanoutClient client = all.client(WireFormat.LINE_JSON);
        List<Consumer<List<Candle>>> takers = new ArrayList<>();
        all.fanout.subscribeCandles(
                client.subscriber,
                HandTurnedFanout.ids(BITCOIN, ETHER),
                takers::add,
                DeliveryMode.LATEST,
                WireFormat.LINE_JSON);
        all.candles(60, BITCOIN, ETHER);
        assertThat(client.heard()).as("told of in what there is").isEmpty();
        takers.get(0).accept(List.of(all.candle(BITCOIN, 0), all.candle(BITCOIN, 60), all.candle(ETHER, 60)));
        all.candles(120, BITCOIN);
        assertThat(client.heard())
                .containsExactly(
                        "candles BTC-USDT 0", "candles BTC-USDT 60", "candles ETH-USDT 60", "candles BTC-USDT 120");
        assertThat(all.fanout.wantsCandles()).isTrue();
        all.fanout.unsubscribe(client.subscriber, PushChannel.CANDLES, HandTurnedFanout.ids(BITCOIN, ETHER));
        assertThat(all.fanout.wantsCandles()).isFalse();
    }

    @Test
    void asksForTheCandlesOfOneSubscriptionOfAClientAtATimeAndNotOfOneThatIsOver() {
        FanoutClient client = all.client(WireFormat.LINE_JSON);
        List<Consumer<List<Candle>>> takers = new ArrayList<>();
        for (int pair : new int[] {BITCOIN, ETHER, ETHER, SOLANA}) {
            all.fanout.subscribeCandles(
                    client.subscriber,
                    HandTurnedFanout.ids(pair),
                    takers::add,
                    DeliveryMode.LATEST,
                    WireFormat.LINE_JSON);
        }
        assertThat(takers).hasSize(1);
        assertThat(all.fanout.countWith(client.subscriber, PushChannel.CANDLES, HandTurnedFanout.ids(BITCOIN)))
                .isEqualTo(3);
        all.fanout.unsubscribe(client.subscriber, PushChannel.CANDLES, HandTurnedFanout.ids(BITCOIN));
        takers.get(0).accept(List.of(all.candle(BITCOIN, 60)));
        assertThat(client.heard()).isEmpty();
        assertThat(takers).hasSize(2);
        takers.get(1).accept(List.of(all.candle(ETHER, 60)));
        assertThat(takers).as("the first of the same pair was replaced").hasSize(3);
        assertThat(client.heard()).containsExactly("candles ETH-USDT 60");
        all.fanout.remove(client.subscriber);
        assertThat(all.fanout.wantsCandles()).isFalse();
        takers.get(2).accept(List.of(all.candle(SOLANA, 60)));
        all.candles(120, ETHER, SOLANA);
        assertThat(client.heard()).isEmpty();
        assertThat(takers).hasSize(3);
    }

    @Test
    void writesAndFlushesOncePerClientAndBatchHoweverManyQuotesItHolds() {
        FanoutClient whole = all.subscribed(WireFormat.FRAME_JSON, DeliveryMode.ALL, BITCOIN, ETHER, SOLANA);
        FanoutClient part = all.subscribed(WireFormat.FRAME_JSON, DeliveryMode.LATEST, ETHER);
        FanoutClient none = all.subscribed(WireFormat.WEBSOCKET_PROTO, DeliveryMode.LATEST, SOLANA);
        all.turn();
        for (FanoutClient client : List.of(whole, part, none)) {
            client.heard();
            client.channel.flushes();
        }
        all.quotes(BITCOIN, 20);
        all.quotes(ETHER, 2);
        all.turn();
        assertThat(whole.channel.flushes()).isEqualTo(1);
        assertThat(whole.heard()).hasSize(22);
        assertThat(part.channel.flushes()).isEqualTo(1);
        assertThat(part.heard()).containsExactly("quotes ETH-USDT 1", "quotes ETH-USDT 2");
        assertThat(none.channel.flushes()).isZero();
        assertThat(none.heard()).isEmpty();
    }

    @Test
    void letsAClientJoinBetweenTwoBatchesWithNothingMissedRepeatedOrOutOfOrder() {
        FanoutClient early = all.subscribed(WireFormat.LINE_JSON, DeliveryMode.ALL, BITCOIN);
        all.quotes(BITCOIN, 3);
        all.turn();
        all.quotes(BITCOIN, 2); // published, and not delivered here yet
        FanoutClient late = all.subscribed(WireFormat.LINE_JSON, DeliveryMode.ALL, BITCOIN);
        assertThat(late.heard()).as("what this loop delivered last").containsExactly("quotes BTC-USDT 3");
        all.turn();
        all.quote(BITCOIN);
        all.turn();
        assertThat(late.heard()).containsExactly("quotes BTC-USDT 4", "quotes BTC-USDT 5", "quotes BTC-USDT 6");
        assertThat(early.heard()).hasSize(6);
    }

    @Test
    void changesWhatAClientGetsFromTheNextBatchOn() {
        FanoutClient client = all.subscribed(WireFormat.FRAME_PROTO, DeliveryMode.LATEST, BITCOIN);
        all.quote(BITCOIN);
        all.quote(ETHER);
        client.subscribe(PushChannel.QUOTES, DeliveryMode.LATEST, ETHER);
        all.turn();
        assertThat(client.heard()).containsExactly("quotes BTC-USDT 1", "quotes ETH-USDT 1");
        all.quote(BITCOIN);
        client.unsubscribe(PushChannel.QUOTES, BITCOIN);
        all.quote(ETHER);
        all.turn();
        assertThat(client.heard()).containsExactly("quotes ETH-USDT 2");
        client.leave();
        all.quote(ETHER);
        all.turn();
        assertThat(client.heard()).isEmpty();
    }

    @Test
    void servesTheRestOfAGroupWhenOneMemberLeavesDuringDelivery() {
        List<FanoutClient> members = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            members.add(all.subscribed(WireFormat.LINE_JSON, DeliveryMode.ALL, BITCOIN));
        }
        members.get(1).freeze();
        members.get(3).freeze();
        all.quotes(BITCOIN, 100); // more than may wait
        all.turn();
        all.quote(BITCOIN);
        all.turn();
        for (int i = 0; i < 5; i++) {
            boolean slow = i % 2 == 1;
            assertThat(members.get(i).endedFor()).isEqualTo(slow ? DisconnectReason.SLOW_CONSUMER : null);
            assertThat(members.get(i).heard()).hasSize(slow ? 0 : 101);
        }
    }

    @Test
    void readsTheRingOnlyWhileSomebodyWantsSomething() {
        QuoteFlyweight scratch = HandTurnedFanout.scratch();
        FanoutClient client = all.client(WireFormat.LINE_JSON);
        all.quotes(BITCOIN, HandTurnedFanout.RING_RECORDS * 3);
        assertThat(all.fanout.poll()).isZero();
        assertThat(all.fanout.sourceFor(client.subscriber).read(BITCOIN, scratch))
                .isTrue();
        assertThat(scratch.seq()).as("the newest there is").isEqualTo(all.seq(BITCOIN));
        client.subscribe(PushChannel.QUOTES, DeliveryMode.LATEST, BITCOIN);
        client.unsubscribe(PushChannel.QUOTES, BITCOIN);
        all.quotes(BITCOIN, HandTurnedFanout.RING_RECORDS * 3);
        all.turn();
        assertThat(all.metrics.laps.sum()).isZero();
        client.subscribe(PushChannel.QUOTES, DeliveryMode.ALL, BITCOIN);
        assertThat(client.heard())
                .containsExactly(
                        "quotes BTC-USDT " + HandTurnedFanout.RING_RECORDS * 3,
                        "quotes BTC-USDT " + HandTurnedFanout.RING_RECORDS * 6);
        assertThat(all.metrics.drops.sum()).isZero();
    }

    @Test
    void answersASubscriberFromWhatWasDelivered() {
        QuoteFlyweight scratch = HandTurnedFanout.scratch();
        FanoutClient client = all.subscribed(WireFormat.LINE_JSON, DeliveryMode.LATEST, BITCOIN);
        all.quotes(BITCOIN, 2);
        all.turn();
        all.quotes(BITCOIN, 2);
        assertThat(all.fanout.sourceFor(client.subscriber).read(BITCOIN, scratch))
                .isTrue();
        assertThat(scratch.seq()).isEqualTo(2);
        assertThat(all.fanout.newest().read(BITCOIN, scratch)).isTrue();
        assertThat(scratch.seq()).isEqualTo(4);
        assertThat(all.fanout.sourceFor(client.subscriber).read(ETHER, scratch)).isFalse();
    }

    @Test
    void makesUpForALapWithTheNewestAndClosesThoseWhoWerePromisedEveryQuote() {
        FanoutClient latest = all.subscribed(WireFormat.LINE_JSON, DeliveryMode.LATEST, BITCOIN, ETHER);
        FanoutClient every = all.subscribed(WireFormat.FRAME_JSON, DeliveryMode.ALL, BITCOIN);
        all.quote(BITCOIN);
        all.quote(ETHER);
        all.turn();
        latest.heard();
        every.heard();
        all.quotes(ETHER, 2);
        all.quotes(BITCOIN, HandTurnedFanout.RING_RECORDS * 2);
        all.turn();
        long newest = all.seq(BITCOIN);
        List<ReceivedPushes.Push> pushes = latest.pushes();
        assertThat(pushes.get(0).seq() - 1).isEqualTo(1 + pushes.get(0).drops());
        assertThat(pushes).extracting(ReceivedPushes.Push::toString).contains("quotes ETH-USDT 3 drops 1");
        assertThat(pushes)
                .filteredOn(push -> push.pair().startsWith("BTC"))
                .last()
                .satisfies(push -> assertThat(push.seq()).isEqualTo(newest));
        assertThat(all.metrics.laps.sum()).isEqualTo(1);
        assertThat(every.endedFor()).isEqualTo(DisconnectReason.LAPPED);
        assertThat(latest.endedFor()).isNull();
        all.quote(BITCOIN);
        all.turn();
        assertThat(latest.heard()).containsExactly("quotes BTC-USDT " + (newest + 1));
    }

    @Test
    void countsWhatALapLostOncePerSubscriber() {
        all.subscribed(WireFormat.LINE_JSON, DeliveryMode.LATEST, BITCOIN);
        all.subscribed(WireFormat.LINE_JSON, DeliveryMode.LATEST, BITCOIN);
        all.subscribed(WireFormat.LINE_JSON, DeliveryMode.LATEST, BITCOIN, ETHER);
        all.subscribed(WireFormat.SSE, DeliveryMode.LATEST, BITCOIN);
        FanoutClient client = all.subscribed(WireFormat.WEBSOCKET_JSON, DeliveryMode.LATEST, BITCOIN);
        all.quote(BITCOIN);
        all.turn();
        all.quotes(BITCOIN, HandTurnedFanout.RING_RECORDS * 2);
        all.turn();
        long lost =
                client.pushes().stream().mapToLong(ReceivedPushes.Push::drops).sum();
        assertThat(lost).isPositive();
        assertThat(all.metrics.drops.sum()).isEqualTo(5 * lost);
    }

    @Test
    void countsWhatALapLostOnceForASubscriberThatIsBehind() {
        FanoutClient client = all.subscribed(WireFormat.WEBSOCKET_JSON, DeliveryMode.LATEST, BITCOIN);
        client.freeze();
        while (client.connection.isWritable()) {
            all.quote(BITCOIN);
            all.turn();
        }
        all.quotes(BITCOIN, HandTurnedFanout.RING_RECORDS * 2);
        all.turn();
        client.thaw();
        long told =
                client.pushes().stream().mapToLong(ReceivedPushes.Push::drops).sum();
        assertThat(all.metrics.laps.sum()).isEqualTo(1);
        assertThat(told).isGreaterThan(HandTurnedFanout.RING_RECORDS);
        assertThat(all.metrics.drops.sum()).isEqualTo(told);
    }

    @Test
    void pushesOnlyTradesOfTheVenueThatServesThePairEachOnce() {
        FanoutClient client = all.client(WireFormat.LINE_JSON);
        client.subscribe(PushChannel.TRADES, DeliveryMode.ALL, BITCOIN);
        all.trade(BITCOIN, true);
        all.trade(BITCOIN, false);
        all.trade(BITCOIN, true);
        all.turn();
        assertThat(client.heard()).containsExactly("trades BTC-USDT 1", "trades BTC-USDT 2");
    }

    @Test
    void saysNothingOfTradesBeforeASubscription() {
        FanoutClient client = all.client(WireFormat.LINE_JSON);
        client.subscribe(PushChannel.TRADES, DeliveryMode.LATEST, BITCOIN);
        all.trade(BITCOIN, true);
        all.turn();
        client.unsubscribe(PushChannel.TRADES, BITCOIN);
        FanoutClient other = all.subscribed(WireFormat.LINE_JSON, DeliveryMode.LATEST, ETHER);
        all.trade(BITCOIN, true);
        all.trade(BITCOIN, true);
        all.turn();
        client.subscribe(PushChannel.TRADES, DeliveryMode.LATEST, BITCOIN);
        all.trade(BITCOIN, true);
        all.turn();
        assertThat(client.heard()).containsExactly("trades BTC-USDT 1", "trades BTC-USDT 4");
        assertThat(other.heard()).isEmpty();
    }

    @Test
    void tellsOfTradesThatALapLost() {
        FanoutClient client = all.client(WireFormat.LINE_JSON);
        client.subscribe(PushChannel.TRADES, DeliveryMode.LATEST, BITCOIN);
        all.trade(BITCOIN, true);
        all.turn();
        client.heard();
        for (int i = 0; i < HandTurnedFanout.RING_RECORDS * 2; i++) {
            all.trade(BITCOIN, true);
        }
        all.turn();
        List<ReceivedPushes.Push> pushes = client.pushes();
        assertThat(pushes.get(0).drops()).isEqualTo(Long.parseLong(pushes.get(0).which()) - 2);
        assertThat(pushes.get(0).drops()).isPositive();
    }

    @Test
    void knowsFromAnyThreadWhetherAnybodyWantsCandles() {
        assertThat(all.fanout.wantsCandles()).isFalse();
        FanoutClient one = all.client(WireFormat.LINE_JSON);
        FanoutClient other = all.client(WireFormat.SSE);
        one.subscribe(PushChannel.CANDLES, DeliveryMode.LATEST, BITCOIN);
        one.subscribe(PushChannel.CANDLES, DeliveryMode.LATEST, ETHER);
        other.subscribe(PushChannel.CANDLES, DeliveryMode.LATEST, BITCOIN);
        assertThat(all.fanout.wantsCandles()).isTrue();
        one.unsubscribe(PushChannel.CANDLES, BITCOIN, ETHER);
        assertThat(all.fanout.wantsCandles()).isTrue();
        other.leave();
        assertThat(all.fanout.wantsCandles()).isFalse();
    }

    @Test
    void tellsWatchersOncePerBatchOfTheNewestQuotesOfTheirPairsUntilTheyGo() {
        List<Long> seen = new ArrayList<>();
        AtomicReference<QuoteSource> table = new AtomicReference<>();
        QuoteFlyweight quote = HandTurnedFanout.scratch();
        QuoteWatcher watcher = () -> {
            requireNonNull(table.get()).read(SOLANA, quote);
            seen.add(quote.seq());
        };
        table.set(all.fanout.watch(HandTurnedFanout.ids(BITCOIN, SOLANA), watcher));
        all.quote(BITCOIN);
        all.quote(ETHER);
        all.quotes(SOLANA, 3);
        all.turn();
        assertThat(seen).containsExactly(3L);
        all.quote(ETHER);
        all.turn();
        assertThat(seen).as("ether is not watched").hasSize(1);
        all.fanout.unwatch(HandTurnedFanout.ids(BITCOIN, SOLANA), watcher);
        all.quote(BITCOIN);
        all.turn();
        assertThat(seen).hasSize(1);
    }

    @Test
    void givesEveryQuoteOfEverythingToWhoWantsAllOfOneChannel() {
        FanoutClient client = all.client(WireFormat.LINE_JSON);
        assertThat(client.subscriber.wantsEveryQuote()).isFalse();
        client.subscribe(PushChannel.TRADES, DeliveryMode.ALL, BITCOIN);
        client.subscribe(PushChannel.QUOTES, DeliveryMode.LATEST, BITCOIN);
        client.subscribe(PushChannel.STATUS, DeliveryMode.LATEST);
        assertThat(client.subscriber.wantsEveryQuote()).isTrue();
        client.unsubscribe(PushChannel.TRADES, BITCOIN);
        assertThat(client.subscriber.wantsEveryQuote()).isFalse();
        client.unsubscribe(PushChannel.QUOTES, BITCOIN);
        client.unsubscribe(PushChannel.STATUS);
        assertThat(client.subscriber.wantsEveryQuote()).isFalse();
    }

    @Test
    void pushesEachChannelInTheFormatItWasSubscribedIn() {
        FanoutClient client = all.subscribed(WireFormat.LINE_JSON, DeliveryMode.LATEST, BITCOIN);
        Subscriber other = all.fanout.part(client.subscriber, WireFormat.FRAME_SBE, 0);
        all.fanout.subscribe(
                other, PushChannel.TRADES, HandTurnedFanout.ids(BITCOIN), DeliveryMode.ALL, WireFormat.FRAME_SBE);
        assertThat(client.subscriber.wantsEveryQuote()).isTrue();
        assertThat(client.subscriber.wantsNewest()).isFalse();
        all.quote(BITCOIN);
        all.turn();
        assertThat(client.heard()).containsExactly("quotes BTC-USDT 1");
        all.trade(BITCOIN, true);
        all.turn();
        assertThat(new ReceivedPushes(WireFormat.FRAME_SBE).take(client.channel.taken()))
                .hasToString("[trades BTC-USDT 1]");

        all.fanout.subscribe(
                other, PushChannel.QUOTES, HandTurnedFanout.ids(BITCOIN), DeliveryMode.LATEST, WireFormat.FRAME_SBE);
        client.connection.flush();
        all.quote(BITCOIN);
        all.turn();
        assertThat(new ReceivedPushes(WireFormat.FRAME_SBE).take(client.channel.taken()))
                .as("and no more in the format before")
                .hasToString("[quotes BTC-USDT 1, quotes BTC-USDT 2]");
        assertThat(all.fanout.part(client.subscriber, WireFormat.LINE_JSON, 0)).isSameAs(client.subscriber);
        client.unsubscribe(PushChannel.TRADES, BITCOIN);
        client.unsubscribe(PushChannel.QUOTES, BITCOIN);
        assertThat(client.subscriber.wantsAnything()).isFalse();
    }

    @Test
    void keepsTheModeOfAChannelOfWhichSomethingIsStillWanted() {
        FanoutClient client = all.subscribed(WireFormat.LINE_JSON, DeliveryMode.ALL, BITCOIN, ETHER);
        client.unsubscribe(PushChannel.QUOTES, BITCOIN);
        assertThat(client.subscriber.wantsEveryQuote()).isTrue();
    }

    @Test
    void isReadByALoopThatSpins() {
        try (HandTurnedFanout spinning = new HandTurnedFanout(Duration.ZERO, true, 2_000, 512)) {
            FanoutClient client = spinning.subscribed(WireFormat.LINE_JSON, DeliveryMode.ALL, BITCOIN);
            spinning.quotes(BITCOIN, 300);
            spinning.turn();
            assertThat(client.heard()).as("no doorbell rings").isEmpty();
            assertThat(spinning.fanout.poll()).isEqualTo(256);
            assertThat(spinning.fanout.poll()).isEqualTo(44);
            assertThat(spinning.fanout.poll()).isZero();
            assertThat(client.heard()).hasSize(300);
        }
    }
}
