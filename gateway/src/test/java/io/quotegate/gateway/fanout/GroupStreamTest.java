package io.quotegate.gateway.fanout;

import static io.quotegate.gateway.fanout.HandTurnedFanout.BITCOIN;
import static io.quotegate.gateway.fanout.HandTurnedFanout.ETHER;
import static io.quotegate.gateway.fanout.WireFormat.WEBSOCKET_JSON_TAKEOVER;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.api.DeliveryMode;
import io.quotegate.api.PushChannel;
import io.quotegate.gateway.testkit.FailingAllocator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who is sent what of a group's deflate stream, and when it begins anew. */
class GroupStreamTest {
    private static final int MOST_PLAIN = 64;

    private final HandTurnedFanout all = new HandTurnedFanout();

    @AfterEach
    void close() {
        all.close();
    }

    private FanoutClient bitcoin() {
        return all.subscribed(WEBSOCKET_JSON_TAKEOVER, DeliveryMode.LATEST, BITCOIN);
    }

    private List<FanoutClient> bitcoin(int count) {
        List<FanoutClient> clients = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            clients.add(bitcoin());
        }
        return clients;
    }

    private void quotes(int count) {
        for (int i = 0; i < count; i++) {
            all.quote(BITCOIN);
            all.turn();
        }
    }

    /** How many messages that came since it was asked last were compressed. */
    private static int compressed(FanoutClient client) {
        int before = client.compressedMessages();
        client.pushes();
        return client.compressedMessages() - before;
    }

    private long beginnings() {
        return all.metrics.deflateBeginnings.sum();
    }

    @Test
    void compressesOnceForAllWhoHaveHadTheSame() {
        List<FanoutClient> clients = bitcoin(3);
        quotes(10);
        for (FanoutClient client : clients) {
            assertThat(compressed(client)).isEqualTo(10);
            assertThat(client.compressedBytes() / 10).as("a message").isLessThan(60);
        }
        assertThat(beginnings()).isEqualTo(1);
        assertThat(all.metrics.deflateStreams.sum()).isEqualTo(1);
    }

    @Test
    void sendsWhoJoinsPlainMessagesUntilABeginningIsWorthIt() {
        List<FanoutClient> clients = bitcoin(10);
        quotes(1);
        FanoutClient late = bitcoin();
        assertThat(compressed(late)).as("a snapshot, by itself").isEqualTo(1);
        quotes(20);
        assertThat(compressed(late)).isZero();
        assertThat(beginnings()).isEqualTo(1);
        quotes(1);
        assertThat(compressed(late)).isEqualTo(1);
        assertThat(beginnings()).isEqualTo(2);
        quotes(5);
        clients.add(late);
        clients.forEach(client -> assertThat(compressed(client)).isGreaterThanOrEqualTo(5));
    }

    @Test
    void letsNobodyWaitForLong() {
        List<FanoutClient> clients = bitcoin(100);
        quotes(1);
        FanoutClient late = bitcoin();
        quotes(MOST_PLAIN + 1);
        assertThat(compressed(late)).as("and a snapshot").isEqualTo(2);
        assertThat(beginnings()).isEqualTo(2);
        assertThat(clients).allMatch(client -> compressed(client) == MOST_PLAIN + 2);
    }

    @Test
    void beginsNothingForOneWhoTakesNothing() {
        List<FanoutClient> clients = bitcoin(3);
        quotes(1);
        FanoutClient slow = clients.get(2);
        slow.freeze();
        for (int i = 0; i < 3 * MOST_PLAIN; i++) {
            all.quotes(BITCOIN, 10);
            all.turn();
        }
        assertThat(beginnings()).isEqualTo(1);
        slow.thaw();
        assertThat(slow.heard()).last().asString().startsWith("quotes BTC-USDT " + all.seq(BITCOIN) + " drops");
        quotes(MOST_PLAIN);
        assertThat(compressed(slow)).isPositive();
        assertThat(beginnings()).isEqualTo(2);
    }

    @Test
    void leavesOutWhoIsSentSomethingElseThatIsCompressed() {
        FanoutClient client = bitcoin();
        FanoutClient other = bitcoin();
        quotes(2);
        assertThat(client.subscriber.formatAlone(WEBSOCKET_JSON_TAKEOVER, 100)).isEqualTo(WEBSOCKET_JSON_TAKEOVER);
        assertThat(client.subscriber.formatAlone(WEBSOCKET_JSON_TAKEOVER, 100_000))
                .isEqualTo(WireFormat.WEBSOCKET_JSON_DEFLATED);
        assertThat(client.subscriber.formatAlone(WEBSOCKET_JSON_TAKEOVER, 100))
                .as("it is out anyway")
                .isEqualTo(WireFormat.WEBSOCKET_JSON_DEFLATED);
        assertThat(compressed(client)).isEqualTo(2);
        quotes(1);
        assertThat(compressed(client)).isZero();
        assertThat(compressed(other)).isEqualTo(3);
        quotes(5);
        assertThat(compressed(client)).isPositive();
    }

    @Test
    void compressesMessageByMessageWhereThereAreTooManyGroups() {
        List<FanoutClient> clients = bitcoin(1);
        clients.add(all.subscribed(WEBSOCKET_JSON_TAKEOVER, DeliveryMode.LATEST, ETHER));
        clients.add(all.subscribed(WEBSOCKET_JSON_TAKEOVER, DeliveryMode.LATEST, BITCOIN, ETHER));
        quotes(3);
        assertThat(all.metrics.deflateStreams.sum()).isEqualTo(HandTurnedFanout.MOST_STREAMS);
        assertThat(all.metrics.deflateRefusals.sum()).isEqualTo(1);
        assertThat(compressed(clients.get(2))).isEqualTo(3);
        clients.get(1).leave();
        assertThat(all.metrics.deflateStreams.sum()).isEqualTo(1);
    }

    @Test
    void compressesNothingBesideAStream() {
        FanoutClient client = bitcoin();
        Subscriber beside = all.fanout.part(client.subscriber, WEBSOCKET_JSON_TAKEOVER, 1);
        all.fanout.subscribe(
                beside,
                PushChannel.TRADES,
                HandTurnedFanout.ids(BITCOIN),
                DeliveryMode.LATEST,
                WEBSOCKET_JSON_TAKEOVER);
        assertThat(beside.format()).isEqualTo(WireFormat.WEBSOCKET_JSON);
        assertThat(client.subscriber.format()).isEqualTo(WEBSOCKET_JSON_TAKEOVER);
    }

    @Test
    void beginsAnewWhereABatchFailed() {
        FailingAllocator allocator = new FailingAllocator();
        try (HandTurnedFanout failing = new HandTurnedFanout(allocator)) {
            FanoutClient client = failing.subscribed(WEBSOCKET_JSON_TAKEOVER, DeliveryMode.LATEST, BITCOIN);
            failing.quote(BITCOIN);
            failing.turn();
            allocator.failAt(1);
            failing.quote(BITCOIN);
            failing.turn();
            allocator.failAt(Integer.MAX_VALUE);
            failing.quotes(BITCOIN, 2);
            failing.turn();
            failing.quote(BITCOIN);
            failing.turn();
            assertThat(client.heard())
                    .containsExactly("quotes BTC-USDT 1", "quotes BTC-USDT 4 drops 2", "quotes BTC-USDT 5");
        }
    }
}
