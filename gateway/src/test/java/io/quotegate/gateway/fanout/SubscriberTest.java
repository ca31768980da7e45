package io.quotegate.gateway.fanout;

import static io.quotegate.gateway.fanout.HandTurnedFanout.BITCOIN;
import static io.quotegate.gateway.fanout.HandTurnedFanout.ETHER;
import static io.quotegate.gateway.fanout.HandTurnedFanout.SOLANA;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.api.DeliveryMode;
import io.quotegate.api.PushChannel;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.market.StatusType;
import io.quotegate.testkit.LeakCheck;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Clients that take less than they are sent. */
@ExtendWith(LeakCheck.class)
class SubscriberTest {
    private final HandTurnedFanout all = new HandTurnedFanout();

    @AfterEach
    void close() {
        all.close();
    }

    /** Publishes quotes of Bitcoin, a batch each, until {@code client} is not writable. */
    private void fill(FanoutClient client) {
        while (client.connection.isWritable()) {
            all.quote(BITCOIN);
            all.turn();
        }
    }

    @Test
    void conflatesAClientOfTheLatestAndTellsItWhatItMissed() {
        FanoutClient client = all.subscribed(WireFormat.LINE_JSON, DeliveryMode.LATEST, BITCOIN, ETHER, SOLANA);
        client.freeze();
        fill(client);
        long sent = all.seq(BITCOIN);
        all.quotes(BITCOIN, 3);
        all.turn();
        all.quote(ETHER);
        all.turn();
        all.quotes(ETHER, 4);
        all.turn();
        client.thaw();
        List<String> heard = client.heard();
        assertThat(heard.subList(0, (int) sent)).doesNotHaveDuplicates();
        assertThat(heard.subList((int) sent, heard.size()))
                .containsExactly("quotes BTC-USDT " + (sent + 3) + " drops 2", "quotes ETH-USDT 5 drops 4");
        assertThat(all.metrics.drops.sum()).isEqualTo(6);
        all.quote(BITCOIN);
        all.turn();
        assertThat(client.heard()).as("it keeps up again").containsExactly("quotes BTC-USDT " + (sent + 4));
    }

    @Test
    void sendsWhatWasSkippedByBatchesNoLongerThanALatestClientMayHaveUnsent() {
        try (HandTurnedFanout small = new HandTurnedFanout(Duration.ZERO, false, 300, 512)) {
            FanoutClient client = small.subscribed(WireFormat.LINE_JSON, DeliveryMode.LATEST, BITCOIN, ETHER, SOLANA);
            client.freeze();
            while (client.connection.isWritable()) {
                small.quote(BITCOIN);
                small.turn();
            }
            small.quotes(BITCOIN, 2);
            small.quotes(ETHER, 2);
            small.quotes(SOLANA, 2);
            small.turn();
            client.take(client.connection.unsentBytes());
            assertThat(client.heard()).as("what waited").allMatch(line -> line.contains("BTC"));
            assertThat(client.connection.isWritable()).isFalse();
            client.take(client.connection.unsentBytes());
            assertThat(client.heard()).hasSize(2).endsWith("quotes ETH-USDT 2 drops 1");
            client.thaw();
            assertThat(client.heard()).containsExactly("quotes SOL-USDT 2 drops 1");
        }
    }

    @Test
    void sendsOneTopicAtATimeWhereNothingMayBeUnsent() {
        try (HandTurnedFanout none = new HandTurnedFanout(Duration.ZERO, false, 0, 512)) {
            FanoutClient client = none.subscribed(WireFormat.LINE_JSON, DeliveryMode.LATEST, BITCOIN, ETHER);
            client.freeze();
            while (client.connection.isWritable()) {
                none.quote(BITCOIN);
                none.turn();
            }
            none.quotes(BITCOIN, 2);
            none.quotes(ETHER, 2);
            none.turn();
            client.thaw();
            assertThat(client.heard()).contains("quotes ETH-USDT 2 drops 1");
        }
    }

    @Test
    void skipsTradesAndCandlesLikewise() {
        FanoutClient client = all.client(WireFormat.LINE_JSON);
        client.subscribe(PushChannel.TRADES, DeliveryMode.LATEST, BITCOIN);
        client.subscribe(PushChannel.CANDLES, DeliveryMode.LATEST, BITCOIN);
        client.freeze();
        int trades = 0;
        while (client.connection.isWritable()) {
            all.trade(BITCOIN, true);
            all.turn();
            trades++;
        }
        for (int i = 0; i < 3; i++) {
            all.trade(BITCOIN, true);
            all.turn();
            all.candles(60L * i, BITCOIN);
        }
        client.thaw();
        assertThat(client.heard())
                .hasSize(trades + 2)
                .endsWith("trades BTC-USDT " + (trades + 3) + " drops 2", "candles BTC-USDT 120 drops 2");
    }

    @Test
    void skipsNoStatusEvent() {
        FanoutClient client = all.subscribed(WireFormat.LINE_JSON, DeliveryMode.LATEST, BITCOIN);
        client.subscribe(PushChannel.STATUS, DeliveryMode.LATEST);
        client.freeze();
        fill(client);
        long sent = all.seq(BITCOIN);
        all.quote(BITCOIN);
        all.status(StatusType.GAP, BITCOIN);
        all.quote(BITCOIN);
        all.status(StatusType.RECOVERED, BITCOIN);
        all.turn();
        client.thaw();
        List<String> heard = client.heard();
        assertThat(heard.subList((int) sent, heard.size()))
                .containsExactly(
                        "status BTC-USDT gap",
                        "status BTC-USDT recovered",
                        "quotes BTC-USDT " + (sent + 2) + " drops 1");
    }

    @Test
    void closesEvenAClientOfTheLatestForWhichTooManyStatusEventsWait() {
        FanoutClient client = all.client(WireFormat.LINE_JSON);
        client.subscribe(PushChannel.STATUS, DeliveryMode.LATEST);
        client.freeze();
        int events = 0;
        while (client.endedFor() == null && events < 1_000) {
            all.status(StatusType.GAP, BITCOIN);
            all.turn();
            events++;
        }
        assertThat(client.endedFor()).isEqualTo(DisconnectReason.SLOW_CONSUMER);
    }

    @Test
    void letsUpToTheLimitWaitForAClientOfAllAndSendsItInOrder() {
        FanoutClient client = all.subscribed(WireFormat.LINE_JSON, DeliveryMode.ALL, BITCOIN);
        client.freeze();
        while (client.connection.unsentBytes() < HandTurnedFanout.PENDING_BYTES - 500) {
            all.quotes(BITCOIN, 2);
            all.turn();
        }
        assertThat(client.endedFor()).isNull();
        client.take(700);
        client.thaw();
        all.quote(BITCOIN);
        all.turn();
        List<ReceivedPushes.Push> pushes = client.pushes();
        assertThat(pushes).hasSize((int) all.seq(BITCOIN));
        for (int i = 0; i < pushes.size(); i++) {
            assertThat(pushes.get(i).seq()).isEqualTo(i + 1);
        }
        assertThat(all.metrics.drops.sum()).isZero();
    }

    @Test
    void closesAClientOfAllAtTheByteThatIsTooMuch() {
        FanoutClient measured = all.subscribed(WireFormat.FRAME_JSON, DeliveryMode.ALL, SOLANA);
        FanoutClient client = all.subscribed(WireFormat.FRAME_JSON, DeliveryMode.ALL, SOLANA);
        client.freeze();
        long waiting = 0;
        long length = 0;
        while (client.endedFor() == null) {
            waiting = client.connection.unsentBytes();
            all.quote(SOLANA);
            all.turn();
            length = measured.channel.taken().length;
        }
        assertThat(client.endedFor()).isEqualTo(DisconnectReason.SLOW_CONSUMER);
        assertThat(waiting).isLessThanOrEqualTo(HandTurnedFanout.PENDING_BYTES);
        assertThat(waiting + length).isGreaterThan(HandTurnedFanout.PENDING_BYTES);
        assertThat(all.metrics.drops.sum()).isZero();
    }

    @Test
    void forgetsWhatItSkippedOfWhatIsNotWantedAnyMore() {
        FanoutClient client = all.subscribed(WireFormat.LINE_JSON, DeliveryMode.LATEST, BITCOIN, ETHER);
        client.freeze();
        fill(client);
        all.quotes(ETHER, 2);
        all.turn();
        client.unsubscribe(PushChannel.QUOTES, ETHER);
        client.thaw();
        assertThat(client.heard()).noneMatch(line -> line.contains("ETH"));
        assertThat(all.metrics.drops.sum()).isZero();
    }

    @Test
    void isNotToldOfDropsBehindASnapshotThatItAskedForMeanwhile() {
        FanoutClient client = all.subscribed(WireFormat.LINE_JSON, DeliveryMode.LATEST, BITCOIN);
        client.freeze();
        fill(client);
        all.quotes(BITCOIN, 5);
        all.turn();
        client.subscribe(PushChannel.QUOTES, DeliveryMode.LATEST, BITCOIN);
        client.thaw();
        all.quote(BITCOIN);
        all.turn();
        assertThat(client.heard())
                .noneMatch(line -> line.contains("drops"))
                .endsWith("quotes BTC-USDT " + (all.seq(BITCOIN) - 1), "quotes BTC-USDT " + all.seq(BITCOIN));
    }

    @Test
    void isSentNothingOnceItsClientIsEnding() {
        FanoutClient latest = all.subscribed(WireFormat.LINE_JSON, DeliveryMode.LATEST, BITCOIN);
        FanoutClient every = all.subscribed(WireFormat.LINE_JSON, DeliveryMode.ALL, BITCOIN);
        for (FanoutClient client : List.of(latest, every)) {
            client.freeze();
            client.answer(); // which is in front of the end
            client.connection.end(DisconnectReason.SERVER_SHUTDOWN);
        }
        all.quote(BITCOIN);
        all.turn();
        for (FanoutClient client : List.of(latest, every)) {
            client.thaw();
            assertThat(client.heard()).containsExactly("pong");
        }
    }
}
