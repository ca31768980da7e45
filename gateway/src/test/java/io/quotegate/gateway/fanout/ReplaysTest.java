package io.quotegate.gateway.fanout;

import static io.quotegate.gateway.fanout.HandTurnedFanout.BITCOIN;
import static io.quotegate.gateway.fanout.HandTurnedFanout.ETHER;
import static io.quotegate.gateway.fanout.HandTurnedFanout.ids;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.quotegate.api.DeliveryMode;
import io.quotegate.api.PushChannel;
import io.quotegate.api.Resume;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.testkit.LeakCheck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class ReplaysTest {
    private static FanoutClient resumed(HandTurnedFanout all, DeliveryMode mode, long bitcoin, long ether) {
        FanoutClient client = all.client(WireFormat.LINE_JSON);
        Missed missed = all.fanout
                .resumption()
                .missed(PushChannel.QUOTES, ids(BITCOIN, ETHER), Map.of(BITCOIN, bitcoin, ETHER, ether));
        assertThat(missed.outcome()).isEqualTo(Resume.Outcome.RECOVERED);
        client.resume(PushChannel.QUOTES, mode, missed, BITCOIN, ETHER);
        return client;
    }

    /** Counts buffers. */
    private static final class Counting extends AbstractByteBufAllocator {
        private int made;

        @Override
        protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
            return newDirectBuffer(initialCapacity, maxCapacity);
        }

        @Override
        protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
            made++;
            return PooledByteBufAllocator.DEFAULT.directBuffer(initialCapacity, maxCapacity);
        }

        @Override
        public boolean isDirectBufferPooled() {
            return true;
        }
    }

    @Test
    void encodesOnceForAThousandWhoComeBackTogether() {
        Counting allocator = new Counting();
        try (HandTurnedFanout all = new HandTurnedFanout(allocator)) {
            all.loop.freezeTime(); // a turn ends when it was long enough, and then fewer come together
            all.quotes(BITCOIN, 150);
            all.quotes(ETHER, 50);
            List<FanoutClient> clients = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                clients.add(resumed(all, DeliveryMode.ALL, 20 + i % 2, 0));
            }
            allocator.made = 0;
            all.turn();
            assertThat(allocator.made).as("buffers").isLessThan(1_000);
            for (int i = 0; i < clients.size(); i++) {
                List<ReceivedPushes.Push> pushes = clients.get(i).pushes();
                assertThat(pushes).hasSize(180 - i % 2);
                assertThat(pushes.get(0)).hasToString("quotes BTC-USDT " + (21 + i % 2));
            }
            all.quote(BITCOIN);
            all.turn();
            clients.forEach(client -> assertThat(client.heard()).containsExactly("quotes BTC-USDT 151"));
            assertThat(all.metrics.groups.sum()).as("as one group").isEqualTo(1);
        }
    }

    @Test
    void whatIsNewWaitsForWhatWasMissed() {
        try (HandTurnedFanout all = new HandTurnedFanout()) {
            all.quotes(BITCOIN, 3);
            all.quote(ETHER);
            FanoutClient client = resumed(all, DeliveryMode.LATEST, 1, 1);
            all.quote(BITCOIN);
            all.turn();
            all.quote(ETHER);
            all.turn();
            assertThat(client.heard())
                    .containsExactly(
                            "quotes BTC-USDT 2", "quotes BTC-USDT 3", "quotes BTC-USDT 4", "quotes ETH-USDT 2");
        }
    }

    @Test
    void isLeftAtOnceByWhoUnsubscribesOrGoes() {
        try (HandTurnedFanout all = new HandTurnedFanout()) {
            all.quotes(BITCOIN, 3);
            all.quotes(ETHER, 2);
            FanoutClient client = resumed(all, DeliveryMode.LATEST, 1, 1);
            client.unsubscribe(PushChannel.QUOTES, BITCOIN);
            FanoutClient gone = resumed(all, DeliveryMode.ALL, 1, 1);
            assertThat(gone.subscriber.wantsEveryQuote()).isTrue();
            gone.leave();
            all.turn();
            assertThat(client.heard()).containsExactly("quotes ETH-USDT 2");
            assertThat(all.fanout.countWith(client.subscriber, PushChannel.QUOTES, ids(BITCOIN)))
                    .isEqualTo(2);
        }
    }

    @Test
    void keepsNothingOfReplaysThatAreBegunAnewAgainAndAgain() {
        try (HandTurnedFanout all = new HandTurnedFanout()) {
            all.quotes(BITCOIN, 5);
            all.quotes(ETHER, 5);
            FanoutClient client = resumed(all, DeliveryMode.LATEST, 1, 1);
            for (int i = 0; i < 10; i++) {
                Missed missed = all.fanout
                        .resumption()
                        .missed(PushChannel.QUOTES, ids(BITCOIN, ETHER), Map.of(BITCOIN, 1L, ETHER, 1L));
                client.resume(PushChannel.QUOTES, DeliveryMode.LATEST, missed, BITCOIN, ETHER);
                client.resume(PushChannel.QUOTES, DeliveryMode.LATEST, Missed.all());
            }
            assertThat(client.subscriber.parts())
                    .as("the whole and its last replay")
                    .hasSize(2);
            client.unsubscribe(PushChannel.QUOTES, BITCOIN, ETHER);
            assertThat(client.subscriber.parts()).hasSize(1);
            all.turn();
            assertThat(client.heard()).isEmpty();
        }
    }

    @Test
    void whoIsOvertakenIsToldOfDropsOrClosed() {
        try (HandTurnedFanout all = new HandTurnedFanout()) {
            all.quotes(BITCOIN, 10);
            all.quote(ETHER);
            FanoutClient latest = resumed(all, DeliveryMode.LATEST, 5, 1);
            FanoutClient every = resumed(all, DeliveryMode.ALL, 5, 1);
            latest.channel.takeOnly(0);
            every.channel.takeOnly(0);
            all.quotes(BITCOIN, 2 * HandTurnedFanout.RING_RECORDS);
            all.turn();
            latest.thaw();
            every.thaw();
            all.turn();
            long newest = all.seq(BITCOIN);
            assertThat(latest.heard()).last().asString().startsWith("quotes BTC-USDT " + newest + " drops ");
            assertThat(every.endedFor()).isEqualTo(DisconnectReason.LAPPED);
        }
    }

    @Test
    void whoIsAheadOfItsEventLoopHearsNothingTwice() {
        try (HandTurnedFanout all = new HandTurnedFanout()) {
            FanoutClient before = all.subscribed(WireFormat.LINE_JSON, DeliveryMode.LATEST, BITCOIN);
            all.quotes(BITCOIN, 5); // of which the loop has read nothing, and another one all
            all.quote(ETHER);
            FanoutClient client = resumed(all, DeliveryMode.LATEST, 5, 1);
            all.quote(BITCOIN);
            all.turn();
            assertThat(client.heard()).containsExactly("quotes BTC-USDT 6");
            assertThat(before.heard()).hasSize(6);
        }
    }

    @Test
    void whatAnotherGatewayOfTheFeedNodeToldSoonerIsWaitedForAndNotToldAgain() {
        try (HandTurnedFanout all = new HandTurnedFanout()) {
            all.publisher.begin("node");
            all.quotes(BITCOIN, 5);
            all.quotes(ETHER, 3);
            FanoutClient client = resumed(all, DeliveryMode.ALL, 7, 2); // two that are not here yet
            all.turn();
            assertThat(client.heard()).containsExactly("quotes ETH-USDT 3");
            all.quotes(BITCOIN, 2);
            all.quote(ETHER);
            all.turn();
            assertThat(client.heard()).containsExactly("quotes ETH-USDT 4");
            all.quote(BITCOIN);
            all.turn();
            all.quote(BITCOIN);
            all.turn();
            assertThat(client.heard()).containsExactly("quotes BTC-USDT 8", "quotes BTC-USDT 9");
            assertThat(client.endedFor()).isNull();
        }
    }

    @Test
    void whatNoGatewayCanHaveToldIsNotWaitedFor() {
        try (HandTurnedFanout all = new HandTurnedFanout()) {
            all.quotes(BITCOIN, 5);
            assertThat(outcome(all, 6)).as("of a feed of its own").isEqualTo(Resume.Outcome.AHEAD);
            all.publisher.begin("node");
            all.quotes(BITCOIN, 5);
            assertThat(outcome(all, 11)).isEqualTo(Resume.Outcome.RECOVERED);
            assertThat(outcome(all, 5_000)).isEqualTo(Resume.Outcome.AHEAD);
        }
    }

    private static Resume.Outcome outcome(HandTurnedFanout all, long bitcoin) {
        return all.fanout
                .resumption()
                .missed(PushChannel.QUOTES, ids(BITCOIN), Map.of(BITCOIN, bitcoin))
                .outcome();
    }

    @Test
    void whoWasPromisedEveryQuoteOfARunThatIsOverIsClosed() {
        try (HandTurnedFanout all = new HandTurnedFanout()) {
            all.quotes(BITCOIN, 5);
            all.quote(ETHER);
            FanoutClient client = resumed(all, DeliveryMode.ALL, 3, 1);
            client.channel.takeOnly(0);
            all.turn();
            all.publisher.begin("node-2");
            all.quotes(BITCOIN, 2);
            client.thaw();
            all.turn();
            assertThat(client.endedFor()).isEqualTo(DisconnectReason.LAPPED);
        }
    }

    @Test
    void whoHadAllUpToANumberIsClosedWhereRecordsAreMissingAndWhoSaidWhatItHadGoesOn() {
        try (HandTurnedFanout all = new HandTurnedFanout(
                Duration.ZERO, true, HandTurnedFanout.LATEST_BYTES, HandTurnedFanout.RING_RECORDS)) {
            all.quotes(BITCOIN, 5);
            FanoutClient known = resumed(all, DeliveryMode.LATEST, 3, 0);
            FanoutClient events = all.client(WireFormat.SSE);
            Missed missed = all.fanout.resumption().missedSince(ids(BITCOIN), 3);
            assertThat(missed.outcome()).isEqualTo(Resume.Outcome.RECOVERED);
            events.resume(PushChannel.QUOTES, DeliveryMode.LATEST, missed, BITCOIN);
            all.publisher.breakOrder();
            all.publisher.publishLost();
            all.quote(BITCOIN);
            all.fanout.poll(); // sooner than they are sent anything
            all.turn();
            assertThat(events.endedFor()).isEqualTo(DisconnectReason.LAPPED);
            assertThat(known.endedFor()).isNull();
            assertThat(known.heard()).containsExactly("quotes BTC-USDT 4", "quotes BTC-USDT 5", "quotes BTC-USDT 6");
        }
    }
}
