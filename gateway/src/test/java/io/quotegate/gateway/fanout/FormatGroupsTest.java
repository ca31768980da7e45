package io.quotegate.gateway.fanout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quotegate.api.DeliveryMode;
import io.quotegate.api.PushChannel;
import io.quotegate.testkit.LeakCheck;
import io.quotegate.text.ByteWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LeakCheck.class)
class FormatGroupsTest {
    private final HandTurnedFanout all = new HandTurnedFanout();
    private final Topics topics = new Topics(all.instruments.count());
    private final FormatGroups groups =
            new FormatGroups(WireFormat.LINE_JSON, topics.count(), all.metrics, all.writer.streams());

    @AfterEach
    void close() {
        all.close();
    }

    /** A client that wants {@code wanted} of these groups, and of no others. */
    private FanoutClient client(int... wanted) {
        FanoutClient client = all.client(WireFormat.LINE_JSON);
        for (int topic : wanted) {
            client.subscriber.wanted().set(topic);
        }
        groups.join(client.subscriber);
        return client;
    }

    private void leave(FanoutClient client) {
        groups.leave(client.subscriber);
        client.subscriber.wanted().clear();
    }

    private void add(int topic, String text) {
        ByteWriter bytes = groups.bytes();
        bytes.ascii(text);
        groups.added(topic, 0, 0);
    }

    private void deliver() {
        groups.deliver(all.writer.allocator(), all.guard);
    }

    private static String taken(FanoutClient client) {
        return new String(client.channel.taken(), StandardCharsets.US_ASCII);
    }

    @Test
    void handsEveryGroupItsPartInOrder() {
        FanoutClient first = client(0);
        FanoutClient both = client(0, 1);
        FanoutClient alike = client(1, 0);
        FanoutClient other = client(2);
        add(0, "a");
        add(1, "b");
        add(0, "c");
        deliver();
        assertThat(taken(first)).isEqualTo("ac");
        assertThat(taken(both)).isEqualTo("abc");
        assertThat(taken(alike)).isEqualTo("abc");
        assertThat(taken(other)).isEmpty();
        add(2, "d");
        deliver();
        assertThat(List.of(taken(first), taken(both), taken(other))).containsExactly("", "", "d");
        List.of(first, both, alike, other).forEach(this::leave);
    }

    @Test
    void knowsWhoWantsWhat() {
        assertThat(groups.isEmpty()).isTrue();
        FanoutClient one = client(0, 3);
        FanoutClient alike = client(0, 3);
        FanoutClient other = client(0);
        assertThat(groups.isEmpty()).isFalse();
        assertThat(groups.isWanted(0)).isTrue();
        assertThat(groups.isWanted(1)).isFalse();
        leave(one);
        leave(alike);
        assertThat(groups.isWanted(3)).isFalse();
        leave(other);
        assertThat(groups.isWanted(0)).isFalse();
        assertThat(groups.isEmpty()).isTrue();
    }

    @Test
    void keepsItsMembersWhereverOneLeaves() {
        for (int leaving = 0; leaving < 4; leaving++) {
            List<FanoutClient> clients = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                clients.add(client(0));
            }
            FanoutClient gone = clients.remove(leaving);
            leave(gone);
            add(0, "x");
            deliver();
            assertThat(taken(gone)).isEmpty();
            assertThat(clients).allMatch(client -> taken(client).equals("x"));
            clients.forEach(this::leave);
        }
    }

    @Test
    void holdsMoreGroupsAndEntriesThanAtFirst() {
        List<FanoutClient> clients = new ArrayList<>();
        for (int i = 1; i < 64; i++) { // every set of six topics
            int[] wanted = new int[Integer.bitCount(i)];
            for (int bit = 0, at = 0; bit < 6; bit++) {
                if ((i >> bit & 1) == 1) {
                    wanted[at++] = bit;
                }
            }
            clients.add(client(wanted));
        }
        for (int round = 0; round < 2; round++) {
            for (int entry = 0; entry < 200; entry++) {
                add(entry % 6, String.valueOf((char) ('a' + entry % 6)));
            }
            deliver();
            for (FanoutClient client : clients) {
                String heard = taken(client);
                for (int topic = 0; topic < 6; topic++) {
                    int letter = 'a' + topic;
                    boolean wanted = client.subscriber.wanted().get(topic);
                    int times = topic < 2 ? 34 : 33;
                    assertThat(heard.chars().filter(next -> next == letter).count())
                            .isEqualTo(wanted ? times : 0);
                }
            }
        }
        clients.forEach(this::leave);
        assertThat(groups.isEmpty()).isTrue();
    }

    @Test
    void refusesToTakeOutWhoIsNotIn() {
        FanoutClient client = all.client(WireFormat.LINE_JSON);
        client.subscriber.wanted().set(1);
        assertThatThrownBy(() -> groups.leave(client.subscriber)).isInstanceOf(IllegalStateException.class);
        client.subscriber.wanted().clear();
    }

    @Test
    void endsOnlyTheMembersThatWereToGetEverything() {
        FanoutClient latest = client(0);
        FanoutClient every = client(0);
        every.subscriber.mode(PushChannel.QUOTES, DeliveryMode.ALL);
        groups.endModeAll(topics -> true, all.guard);
        assertThat(latest.connection.isEnding()).isFalse();
        assertThat(every.connection.isEnding()).isTrue();
        leave(latest);
    }
}
