package io.quotegate.gateway.chat;

import static io.quotegate.testkit.Outcomes.refusal;
import static io.quotegate.testkit.Outcomes.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.quotegate.gateway.fanout.WireFormat;
import io.quotegate.gateway.loop.PerLoop;
import io.quotegate.gateway.loop.TestLoop;
import io.quotegate.gateway.session.RecordingOutlet;
import io.quotegate.service.chat.ChatService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopChatTest {
    private final TestLoop loop = new TestLoop();
    private final TestLoop elsewhere = new TestLoop();
    private long nowNs;
    private final PerLoop<LoopChat> chat = LoopChat.of(new ChatService(() -> 7, () -> nowNs));

    private final RecordingOutlet annasClient = new RecordingOutlet();
    private final RecordingOutlet bensClient = new RecordingOutlet();
    private final ChatMember anna = member(loop, annasClient);
    private final ChatMember ben = member(elsewhere, bensClient);

    private ChatMember member(TestLoop on, RecordingOutlet client) {
        return chat.on(on.context).member(message -> message.send(client, WireFormat.LINE_JSON));
    }

    private static String joined(String user) {
        return "{\"channel\":\"chat\",\"type\":\"joined\",\"room\":\"lobby\",\"user\":\"" + user + "\",\"time\":7}\n";
    }

    private static String left(String user) {
        return joined(user).replace("joined", "left");
    }

    private static String said(String user, String text) {
        return "{\"channel\":\"chat\",\"room\":\"lobby\",\"user\":\"" + user + "\",\"text\":\"" + text
                + "\",\"time\":7}\n";
    }

    private void turn() {
        loop.turn();
        elsewhere.turn();
    }

    @Test
    void tellsMembersOnEveryEventLoopWhatHappensAfterTheyJoined() {
        assertThat(value(anna.join("lobby", "anna")).members()).containsExactly("anna");
        turn();
        assertThat(annasClient.text()).as("her own coming is the answer").isEmpty();

        anna.say("first");
        assertThat(value(ben.join("lobby", "ben")).before()).hasSize(1);
        ben.say("hello");
        turn();

        assertThat(annasClient.text()).containsExactly(said("anna", "first"), joined("ben"), said("ben", "hello"));
        assertThat(bensClient.text())
                .as("he was told of the first message when he joined")
                .containsExactly(said("ben", "hello"));
    }

    @Test
    void tellsNothingOfARoomThatWasLeft() {
        anna.join("lobby", "anna");
        ben.join("lobby", "ben");
        turn();
        annasClient.take();

        anna.say("bye");
        assertThat(value(anna.leave())).isEqualTo("lobby");
        turn();

        assertThat(annasClient.text()).as("not even what was on its way").isEmpty();
        assertThat(bensClient.text()).containsExactly(said("anna", "bye"), left("anna"));
        assertThat(refusal(anna.leave()).message()).startsWith("room: none");
    }

    @Test
    void tellsOnlyTheRoomOneIsIn() {
        anna.join("lobby", "anna");
        ben.join("lobby", "ben");
        turn();
        annasClient.take();
        ben.say("here");
        anna.leave();
        anna.join("hall", "anna");
        turn();
        assertThat(annasClient.text()).isEmpty();
    }

    @Test
    void givesTheNameBackWhenTheConnectionCloses() {
        anna.join("lobby", "anna");
        turn();
        assertThat(refusal(ben.join("lobby", "anna")).message()).contains("in the room already");

        anna.close();
        anna.close();

        assertThat(value(ben.join("lobby", "anna")).members()).containsExactly("anna");
        turn();
        assertThat(annasClient.text()).isEmpty();
    }

    @Test
    void tellsTheOthersWhenOneCannotTakeMore() {
        RecordingOutlet third = new RecordingOutlet();
        anna.join("lobby", "anna");
        member(loop, third).join("lobby", "chris");
        turn();
        annasClient.take();
        third.take();
        annasClient.writable = false;

        int said = 0;
        while (annasClient.reason == null) {
            nowNs += TimeUnit.SECONDS.toNanos(1);
            anna.say("x".repeat(500));
            turn();
            said++;
        }

        assertThat(annasClient.unsentBytes()).isLessThanOrEqualTo(RecordingOutlet.PENDING_LIMIT);
        assertThat(third.take()).hasSize(said);
    }

    @Test
    void speaksTheFormatOfEachMember() {
        RecordingOutlet call = new RecordingOutlet();
        chat.on(loop.context)
                .member(message -> message.send(call, WireFormat.GRPC))
                .join("lobby", "carla");
        RecordingOutlet frames = new RecordingOutlet();
        chat.on(loop.context)
                .member(message -> message.send(frames, WireFormat.FRAME_JSON))
                .join("lobby", "fred");
        turn();
        call.take();
        anna.join("lobby", "anna");
        turn();
        String json = joined("anna").strip();
        assertThat(frames.text()).containsExactly("\0\0\0" + (char) json.length() + json);
        assertThat(call.text()).singleElement().asString().startsWith("\0").contains("lobby", "anna");
    }

    @Test
    void tellsSoManyInATurnAndEveryoneInTheEnd() {
        List<RecordingOutlet> clients = new ArrayList<>();
        for (int i = 0; i < 5 * LoopChat.MOST_A_TURN; i++) {
            RecordingOutlet client = new RecordingOutlet();
            clients.add(client);
            member(loop, client).join("lobby", "user" + i);
        }
        for (int turn = 0; turn < 5 * clients.size(); turn++) {
            loop.turn();
        }
        clients.forEach(RecordingOutlet::take);
        anna.join("lobby", "anna");
        anna.say("one");
        anna.say("two");
        int before = clients.stream().mapToInt(client -> client.flushes).sum();
        List<String> first = new ArrayList<>();
        for (int turn = 0; turn < 30; turn++) {
            loop.turn();
            int heard = 0;
            for (RecordingOutlet client : clients) {
                heard += client.flushes;
            }
            assertThat(heard - before).as("told in turn %d", turn).isLessThanOrEqualTo(LoopChat.MOST_A_TURN);
            before = heard;
            first.addAll(clients.get(0).text());
        }
        assertThat(first).containsExactly(joined("anna"), said("anna", "one"), said("anna", "two"));
        assertThat(clients.get(clients.size() - 1).text()).isEqualTo(first);
    }
}
