package io.quotegate.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.api.DeliveryMode;
import io.quotegate.api.PushChannel;
import io.quotegate.testkit.LeakCheck;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class PaceTest {
    private static final int INTERVAL_MS = 2_000;

    private final HandTurnedFanout all = new HandTurnedFanout();
    private final int bitcoin = all.pair("BTC-USDT");
    private final int ether = all.pair("ETH-USDT");

    @BeforeEach
    void freezeTime() {
        all.loop.freezeTime();
    }

    @AfterEach
    void close() {
        all.close();
    }

    private FanoutClient paced(WireFormat format, int... pairs) {
        FanoutClient client = all.client(format);
        client.subscribeEvery(INTERVAL_MS, PushChannel.QUOTES, DeliveryMode.LATEST, pairs);
        return client;
    }

    private void pass(int ms) {
        all.turn();
        all.loop.advanceTimeBy(ms, TimeUnit.MILLISECONDS);
        all.turn();
    }

    @Test
    void sendsTheNewestOfEachPairOnceInAnInterval() {
        all.quote(bitcoin);
        FanoutClient client = paced(WireFormat.LINE_JSON, bitcoin, ether);
        FanoutClient every = all.subscribed(WireFormat.LINE_JSON, DeliveryMode.LATEST, bitcoin);
        assertThat(client.heard()).as("a snapshot").containsExactly("quotes BTC-USDT 1");
        all.quotes(bitcoin, 3);
        all.quote(ether);
        pass(INTERVAL_MS - 1);
        assertThat(client.heard()).isEmpty();
        pass(1);
        assertThat(client.heard()).containsExactly("quotes BTC-USDT 4 drops 2", "quotes ETH-USDT 1");
        pass(INTERVAL_MS);
        assertThat(client.heard()).as("there is nothing newer").isEmpty();
        all.quote(ether);
        pass(INTERVAL_MS);
        assertThat(client.heard()).containsExactly("quotes ETH-USDT 2");
        assertThat(every.heard()).as("others get all").hasSize(4);
    }

    @Test
    void beginsAnewWhenEverybodyHasLeft() {
        all.quote(bitcoin);
        FanoutClient client = paced(WireFormat.LINE_JSON, bitcoin);
        all.quote(bitcoin);
        pass(INTERVAL_MS);
        all.fanout.unsubscribe(client.subscriber, PushChannel.QUOTES, HandTurnedFanout.ids(bitcoin));
        pass(INTERVAL_MS);
        assertThat(client.heard()).containsExactly("quotes BTC-USDT 1", "quotes BTC-USDT 2");
        assertThat(sentSeqs(client)).isEmpty();
        all.quotes(bitcoin, 3);
        client.subscribeEvery(INTERVAL_MS, PushChannel.QUOTES, DeliveryMode.LATEST, bitcoin);
        FanoutClient other = paced(WireFormat.FRAME_PROTO, bitcoin);
        assertThat(client.heard()).containsExactly("quotes BTC-USDT 5");
        all.quote(bitcoin);
        pass(INTERVAL_MS);
        pass(INTERVAL_MS);
        assertThat(client.heard()).containsExactly("quotes BTC-USDT 6");
        assertThat(other.heard()).containsExactly("quotes BTC-USDT 5", "quotes BTC-USDT 6");
    }

    @Test
    void doesNotCountAsDroppedWhatIsNotWanted() {
        all.quote(bitcoin);
        paced(WireFormat.LINE_JSON, bitcoin);
        pass(INTERVAL_MS / 2);
        FanoutClient amid = paced(WireFormat.LINE_JSON, bitcoin);
        assertThat(amid.heard()).containsExactly("quotes BTC-USDT 1");
        all.quotes(bitcoin, 5);
        pass(INTERVAL_MS / 2);
        pass(INTERVAL_MS);
        assertThat(amid.heard()).containsExactly("quotes BTC-USDT 6 drops 4");
        assertThat(all.metrics.drops.sum()).isZero();
    }

    private Map<Integer, Long> sentSeqs(FanoutClient client) {
        Map<Integer, Long> sent = new HashMap<>();
        all.fanout.resumption().sentSeqs(client.subscriber, sent::put);
        return sent;
    }

    @Test
    void knowsTheNumbersOfWhatWasSentNotOfWhatCameSince() {
        all.quote(bitcoin);
        FanoutClient client = paced(WireFormat.LINE_JSON, bitcoin);
        client.subscribeEvery(INTERVAL_MS, PushChannel.TRADES, DeliveryMode.LATEST, ether);
        FanoutClient every = all.subscribed(WireFormat.LINE_JSON, DeliveryMode.LATEST, bitcoin);
        all.quotes(bitcoin, 3);
        all.turn();
        assertThat(sentSeqs(client)).as("the snapshot").containsExactly(Map.entry(bitcoin, 1L));
        assertThat(sentSeqs(every)).containsExactly(Map.entry(bitcoin, 4L));
        pass(INTERVAL_MS);
        all.quote(bitcoin);
        all.turn();
        FanoutClient late = paced(WireFormat.LINE_JSON, bitcoin);
        all.quote(bitcoin);
        all.turn();
        assertThat(sentSeqs(client)).containsExactly(Map.entry(bitcoin, 4L));
        assertThat(sentSeqs(late)).as("of the snapshot amid an interval").containsExactly(Map.entry(bitcoin, 5L));
        pass(INTERVAL_MS);
        assertThat(sentSeqs(client)).containsExactly(Map.entry(bitcoin, 6L));
    }

    @Test
    void isWantedByWhoWantsNothingElse() {
        FanoutClient client = all.client(WireFormat.LINE_JSON);
        assertThat(client.subscriber.wantsAnything()).isFalse();
        client.subscribeEvery(INTERVAL_MS, PushChannel.QUOTES, DeliveryMode.LATEST, bitcoin);
        assertThat(client.subscriber.wantsAnything()).isTrue();
        assertThat(all.fanout.sourceFor(client.subscriber))
                .as("an answer fits what it is pushed")
                .isSameAs(all.fanout.sourceFor(
                        all.subscribed(WireFormat.LINE_JSON, DeliveryMode.LATEST, ether).subscriber));
        all.fanout.unsubscribe(client.subscriber, PushChannel.QUOTES, HandTurnedFanout.ids(bitcoin));
        assertThat(client.subscriber.wantsAnything()).isFalse();
    }

    @Test
    void sharesWhatItSendsAndGivesWhoJoinsAmidAnIntervalItsOwnFirst() {
        all.quote(bitcoin);
        List<FanoutClient> clients = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            clients.add(paced(WireFormat.FRAME_PROTO, bitcoin));
            assertThat(clients.get(i).heard()).hasSize(1);
        }
        pass(INTERVAL_MS);
        pass(INTERVAL_MS); // each has had its own interval
        all.quotes(bitcoin, 2);
        pass(INTERVAL_MS / 2);
        FanoutClient late = paced(WireFormat.FRAME_PROTO, bitcoin);
        assertThat(late.heard()).containsExactly("quotes BTC-USDT 3");
        all.quote(bitcoin);
        pass(INTERVAL_MS / 2);
        clients.forEach(client -> assertThat(client.heard()).containsExactly("quotes BTC-USDT 4 drops 2"));
        assertThat(late.heard()).as("an interval has not passed for it").isEmpty();
        pass(INTERVAL_MS);
        assertThat(late.heard()).as("though nothing followed").containsExactly("quotes BTC-USDT 4");
        clients.forEach(client -> assertThat(client.heard()).isEmpty());
        all.quotes(bitcoin, 5);
        pass(INTERVAL_MS);
        clients.add(late);
        clients.forEach(client -> assertThat(client.heard()).containsExactly("quotes BTC-USDT 9 drops 4"));
    }

    @Test
    void tellsASlowClientAllThatItWasNotSent() {
        all.quote(bitcoin);
        FanoutClient client = paced(WireFormat.LINE_JSON, bitcoin);
        client.heard();
        client.freeze();
        client.answer();
        while (client.connection.isWritable()) {
            client.answer();
        }
        for (int i = 0; i < 3; i++) {
            all.quotes(bitcoin, 2);
            pass(INTERVAL_MS);
        }
        client.thaw();
        assertThat(client.heard()).last().isEqualTo("quotes BTC-USDT 7 drops 5");
    }

    @Test
    void givesASlowClientAnIntervalOfItsOwnOnceItTakesSomething() {
        all.quote(bitcoin);
        FanoutClient client = paced(WireFormat.LINE_JSON, bitcoin);
        client.heard();
        pass(INTERVAL_MS);
        client.freeze();
        while (client.connection.isWritable()) {
            client.answer();
        }
        all.quotes(bitcoin, 2);
        pass(INTERVAL_MS);
        all.quotes(bitcoin, 2);
        pass(INTERVAL_MS - 1);
        client.thaw();
        assertThat(client.heard()).last().isEqualTo("quotes BTC-USDT 5 drops 3");
        pass(1);
        assertThat(client.heard()).as("it has that").isEmpty();
        all.quotes(bitcoin, 2);
        pass(INTERVAL_MS);
        assertThat(client.heard()).containsExactly("quotes BTC-USDT 7 drops 1");
    }

    @Test
    void losesNothingOfAPairWhenTheClientWantsAnotherToo() {
        all.quote(bitcoin);
        FanoutClient client = paced(WireFormat.LINE_JSON, bitcoin);
        pass(INTERVAL_MS);
        client.heard();
        all.quotes(bitcoin, 2);
        pass(INTERVAL_MS / 2);
        client.subscribeEvery(INTERVAL_MS, PushChannel.QUOTES, DeliveryMode.LATEST, ether);
        pass(INTERVAL_MS);
        assertThat(client.heard()).containsExactly("quotes BTC-USDT 3 drops 1");
    }

    @Test
    void sendsTradesAsWell() {
        FanoutClient client = all.client(WireFormat.LINE_JSON);
        client.subscribeEvery(INTERVAL_MS, PushChannel.TRADES, DeliveryMode.LATEST, bitcoin);
        for (int i = 0; i < 3; i++) {
            all.trade(bitcoin, true);
        }
        pass(INTERVAL_MS);
        assertThat(client.heard()).singleElement().asString().startsWith("trades BTC-USDT 3");
    }

    @Test
    void isLeftForAnotherOrForNone() {
        FanoutClient client = paced(WireFormat.LINE_JSON, bitcoin, ether);
        client.subscribeEvery(100, PushChannel.QUOTES, DeliveryMode.LATEST, bitcoin);
        client.subscribe(PushChannel.QUOTES, DeliveryMode.LATEST, ether);
        all.quote(bitcoin);
        all.quote(ether);
        pass(0);
        assertThat(client.heard()).containsExactly("quotes ETH-USDT 1");
        pass(100);
        assertThat(client.heard()).containsExactly("quotes BTC-USDT 1");
        pass(INTERVAL_MS);
        assertThat(client.heard()).isEmpty();
        client.unsubscribe(PushChannel.QUOTES, bitcoin);
        all.quote(bitcoin);
        pass(INTERVAL_MS);
        assertThat(client.heard()).isEmpty();
        assertThat(all.fanout.countWith(client.subscriber, PushChannel.QUOTES, HandTurnedFanout.ids()))
                .isEqualTo(1);
        client.leave();
        assertThat(all.loop.runScheduledPendingTasks())
                .as("nothing is looked at any more")
                .isEqualTo(-1);
    }
}
