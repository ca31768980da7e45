package io.quotegate.gateway.fanout;

import static io.quotegate.gateway.fanout.HandTurnedFanout.BITCOIN;
import static io.quotegate.gateway.fanout.HandTurnedFanout.ETHER;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.api.DeliveryMode;
import io.quotegate.api.PushChannel;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.testkit.ClientBook;
import io.quotegate.testkit.LeakCheck;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What subscribers to books are told. */
@ExtendWith(LeakCheck.class)
class BookFanoutTest {
    private final HandTurnedFanout all = new HandTurnedFanout();

    @BeforeEach
    void publish() {
        all.books.publish(BITCOIN, true, "B 10.2 1", "B 10.1 2", "B 10.0 3", "A 10.3 4", "A 10.4 5");
    }

    @AfterEach
    void close() {
        all.close();
    }

    private FanoutClient subscribed(WireFormat format, int depth, DeliveryMode mode, int... pairs) {
        FanoutClient client = all.client(format);
        client.subscribeBooks(depth, mode, pairs);
        return client;
    }

    /** What was told: type, number, the one before it, drops, levels. */
    private static List<String> heard(FanoutClient client) {
        return client.messages().stream()
                .map(bytes -> told(ClientBook.read(client.format(), bytes)))
                .toList();
    }

    private static String told(ClientBook.Message message) {
        StringBuilder text = new StringBuilder(message.isSnapshot() ? "snapshot " : "update ");
        text.append(message.seq());
        if (!message.isSnapshot()) {
            text.append(" behind ").append(message.previousSeq());
        }
        text.append(message.drops() > 0 ? " drops " + message.drops() : "").append(message.stale() ? " stale" : "");
        message.bids().forEach(level -> text.append(" B ").append(String.join(" ", level)));
        message.asks().forEach(level -> text.append(" A ").append(String.join(" ", level)));
        return text.toString();
    }

    @ParameterizedTest
    @EnumSource
    void tellsTheBestLevelsAndThenWhatChangesOfThem(WireFormat format) {
        FanoutClient client = subscribed(format, 1, DeliveryMode.LATEST, BITCOIN);
        assertThat(heard(client)).containsExactly("snapshot 1 B 10.2 1 A 10.3 4");
        all.books.publish(BITCOIN, false, "B 10.1 7"); // not seen at this depth
        all.books.publish(BITCOIN, false, "B 10.2 0", "A 10.3 9");
        all.books.publish(BITCOIN, false, "B 10.2 5");
        all.books.stale(BITCOIN);
        all.turn();
        assertThat(heard(client))
                .containsExactly(
                        "update 3 behind 1 B 10.2 0 B 10.1 7 A 10.3 9",
                        "update 4 behind 3 B 10.1 0 B 10.2 5",
                        "update 5 behind 4 stale");
    }

    @Test
    void beginsWhereTheOthersAtThatDepthAre() {
        FanoutClient first = subscribed(WireFormat.LINE_JSON, 1, DeliveryMode.ALL, BITCOIN);
        all.books.publish(BITCOIN, false, "B 10.1 7");
        all.turn();
        FanoutClient second = subscribed(WireFormat.LINE_JSON, 1, DeliveryMode.ALL, BITCOIN);
        FanoutClient deeper = subscribed(WireFormat.LINE_JSON, 5, DeliveryMode.ALL, BITCOIN);
        assertThat(heard(second)).containsExactly("snapshot 1 B 10.2 1 A 10.3 4");
        assertThat(heard(deeper)).containsExactly("snapshot 2 B 10.2 1 B 10.1 7 B 10.0 3 A 10.3 4 A 10.4 5");
        all.books.publish(BITCOIN, false, "A 10.3 0");
        all.turn();
        assertThat(heard(first)).endsWith("update 3 behind 1 A 10.3 0 A 10.4 5");
        assertThat(heard(second)).containsExactly("update 3 behind 1 A 10.3 0 A 10.4 5");
        assertThat(heard(deeper)).containsExactly("update 3 behind 2 A 10.3 0");
    }

    @Test
    void wantsABookAtOneDepth() {
        FanoutClient client = subscribed(WireFormat.LINE_JSON, 1, DeliveryMode.LATEST, BITCOIN, ETHER);
        client.subscribeBooks(5, DeliveryMode.LATEST, BITCOIN);
        assertThat(heard(client)).hasSize(2);
        assertThat(all.fanout.countWith(client.subscriber, PushChannel.BOOKS, HandTurnedFanout.ids(BITCOIN)))
                .isEqualTo(2);
        all.books.publish(BITCOIN, false, "B 10.2 8");
        all.turn();
        assertThat(heard(client)).containsExactly("update 2 behind 1 B 10.2 8");
        client.unsubscribe(PushChannel.BOOKS, BITCOIN, ETHER);
        assertThat(client.subscriber.wantsAnything()).isFalse();
        all.books.publish(BITCOIN, false, "B 10.2 9");
        all.turn();
        assertThat(heard(client)).isEmpty();
    }

    @Test
    void sendsTheFirstBookOfAPairWhenThereIsOne() {
        FanoutClient client = subscribed(WireFormat.LINE_JSON, 5, DeliveryMode.ALL, ETHER);
        assertThat(heard(client)).isEmpty();
        all.books.publish(ETHER, true, "B 1.2 1");
        all.books.publish(ETHER, false, "B 1.2 2");
        all.turn();
        assertThat(heard(client)).as("as the table has it by then").containsExactly("snapshot 2 B 1.2 2");
    }

    @Test
    void catchesASlowClientUpWithAFreshSnapshotThatSaysWhatWasSkipped() {
        FanoutClient client = subscribed(WireFormat.LINE_JSON, 1, DeliveryMode.LATEST, BITCOIN);
        client.freeze();
        for (int i = 0; i < 200; i++) {
            all.books.publish(BITCOIN, false, "B 10.2 " + (10 + i));
            all.turn();
        }
        client.thaw();
        List<String> heard = heard(client);
        String last = heard.get(heard.size() - 1);
        int skipped = 200 - (heard.size() - 1);
        assertThat(last).isEqualTo("snapshot 201 drops " + skipped + " B 10.2 209 A 10.3 4");
        assertThat(all.metrics.drops.sum()).isEqualTo(skipped);
        all.books.publish(BITCOIN, false, "B 10.2 1");
        all.turn();
        assertThat(heard(client)).containsExactly("update 202 behind 201 B 10.2 1");
    }

    @Test
    void closesASlowClientThatWasPromisedEveryUpdate() {
        FanoutClient client = subscribed(WireFormat.LINE_JSON, 1, DeliveryMode.ALL, BITCOIN);
        client.freeze();
        for (int i = 0; i < 200; i++) {
            all.books.publish(BITCOIN, false, "B 10.2 " + (10 + i));
            all.turn();
        }
        assertThat(client.endedFor()).isEqualTo(DisconnectReason.SLOW_CONSUMER);
    }

    @Test
    void replacesBooksOfWhichTheEventLoopHasLostSomeAndClosesWhoWasPromisedAll() {
        FanoutClient latest = subscribed(WireFormat.LINE_JSON, 1, DeliveryMode.LATEST, BITCOIN);
        FanoutClient every = subscribed(WireFormat.LINE_JSON, 1, DeliveryMode.ALL, BITCOIN);
        FanoutClient quotes = all.subscribed(WireFormat.LINE_JSON, DeliveryMode.ALL, BITCOIN);
        heard(latest);
        int lost = 10_000;
        for (int i = 0; i < lost; i++) {
            all.books.publish(BITCOIN, false, "B 10.2 " + (10 + i));
        }
        all.turn();
        assertThat(heard(latest))
                .containsExactly("snapshot " + (lost + 1) + " drops " + (lost - 1) + " B 10.2 10009 A 10.3 4");
        assertThat(every.endedFor()).isEqualTo(DisconnectReason.LAPPED);
        assertThat(quotes.endedFor()).as("it lost no quote").isNull();
        assertThat(all.metrics.laps.sum()).isEqualTo(1);
    }

    @Test
    void sendsNoMoreThanASnapshotInAnInterval() {
        all.loop.freezeTime();
        FanoutClient client = all.client(WireFormat.LINE_JSON);
        Subscriber part = all.fanout.part(client.subscriber, WireFormat.LINE_JSON, 1000);
        all.fanout.subscribeBooks(
                part,
                HandTurnedFanout.ids(BITCOIN),
                1,
                DeliveryMode.LATEST,
                WireFormat.LINE_JSON,
                HandTurnedFanout.ids(BITCOIN));
        client.connection.flush();
        assertThat(heard(client)).hasSize(1);
        for (int i = 0; i < 3; i++) {
            all.books.publish(BITCOIN, false, "B 10.2 " + (10 + i));
        }
        all.turn();
        assertThat(heard(client)).isEmpty();
        all.loop.advanceTimeBy(2, java.util.concurrent.TimeUnit.SECONDS);
        all.turn();
        assertThat(heard(client)).containsExactly("snapshot 4 drops 2 B 10.2 12 A 10.3 4");
    }
}
