package io.quotegate.port;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.grpc.ManagedChannel;
import io.quotegate.app.Gateway;
import io.quotegate.codec.proto.v1.ChatJoin;
import io.quotegate.codec.proto.v1.ChatSay;
import io.quotegate.codec.proto.v1.ClientFrame;
import io.quotegate.codec.proto.v1.ServerFrame;
import io.quotegate.testkit.RawSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Chat over every protocol. {@code -Dquotegate.chatSeconds=60} talks longer. */
@Timeout(120)
class ChatIT {
    private static final int SECONDS = Integer.getInteger("quotegate.chatSeconds", 3);

    /** Even if one text is taken at the end of its round, that and the next five are more than a second apart. */
    private static final long ROUND_NS = TimeUnit.MILLISECONDS.toNanos(255);

    private Gateway gateway;
    private InetSocketAddress address;
    private final List<JsonClient> clients = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        gateway = TestGateways.start("server.event-loops=2", "fanout.pending-limit=256KiB");
        address = gateway.address();
    }

    @AfterEach
    void stop() throws IOException {
        for (JsonClient client : clients) {
            client.close();
        }
        gateway.close();
    }

    private JsonClient connect(JsonClient.Way way) throws IOException {
        JsonClient client = way.connect(address);
        clients.add(client);
        return client;
    }

    private JsonClient join(JsonClient.Way way, String room, String user) throws IOException {
        JsonClient client = connect(way);
        client.say("{'op':'chat-join','room':'" + room + "','user':'" + user + "'}");
        assertThat(client.hear("chat-joined").path("room").asText()).isEqualTo(room);
        return client;
    }

    /** The next {@code count} texts. */
    private static List<String> texts(JsonClient client, int count) throws IOException {
        List<String> texts = new ArrayList<>();
        while (texts.size() < count) {
            JsonNode push = client.hear("chat");
            if (push.has("text")) {
                texts.add(push.path("user").asText() + ": " + push.path("text").asText());
            }
        }
        return texts;
    }

    @Test
    void isHeardInTheSameOrderOverEveryProtocol() throws IOException {
        JsonClient frames = join(JsonClient.Way.FRAMES, "lobby", "anna");
        JsonClient webSocket = join(JsonClient.Way.WEBSOCKET, "lobby", "ben");
        JsonClient grpc = join(JsonClient.Way.GRPC, "lobby", "cleo");
        JsonNode joined = frames.hear("chat");
        assertThat(joined.path("type").asText()).isEqualTo("joined");
        assertThat(joined.path("user").asText()).isEqualTo("ben");
        for (int i = 0; i < 5; i++) {
            for (JsonClient client : List.of(grpc, frames, webSocket)) {
                client.say("{'op':'chat','text':'line " + i + "'}");
            }
        }
        List<String> heard = texts(frames, 15);
        assertThat(texts(webSocket, 15)).isEqualTo(heard);
        assertThat(texts(grpc, 15)).isEqualTo(heard);
        assertThat(heard).doesNotHaveDuplicates().contains("anna: line 0", "ben: line 4", "cleo: line 2");
        webSocket.close();
        JsonNode left = frames.hear("chat");
        assertThat(left.path("type").asText()).isEqualTo("left");
        assertThat(left.path("user").asText()).isEqualTo("ben");
        assertThat(grpc.hear("chat").path("type").asText()).isEqualTo("left");
    }

    @Test
    void speaksItsExactShapes() throws IOException {
        try (RawSocket socket = new RawSocket(address)) {
            socket.sendFrame("{\"op\":\"chat-join\",\"room\":\"lobby\",\"user\":\"trader-1\",\"id\":\"1\"}");
            assertThat(socket.readFrame())
                    .isEqualTo(
                            "{\"event\":\"chat-joined\",\"id\":\"1\",\"room\":\"lobby\",\"members\":[\"trader-1\"]}");
            socket.sendFrame("{\"op\":\"chat\",\"text\":\"h\u00e9 \\\"you\\\" \ud83d\ude00\"}");
            assertThat(socket.readFrame())
                    .matches("\\{\"channel\":\"chat\",\"room\":\"lobby\",\"user\":\"trader-1\","
                            + "\"text\":\"h\u00e9 \\\\\"you\\\\\" \ud83d\ude00\",\"time\":[0-9]{16}}");
            socket.sendFrame("{\"op\":\"chat\",\"text\":\"x\",\"id\":2}");
            assertThat(List.of(socket.readFrame(), socket.readFrame()))
                    .anyMatch("{\"event\":\"chat\",\"id\":2}"::equals);
            JsonClient other = join(JsonClient.Way.FRAMES, "lobby", "trader-2");
            assertThat(socket.readFrame())
                    .matches("\\{\"channel\":\"chat\",\"type\":\"joined\",\"room\":\"lobby\",\"user\":\"trader-2\",.*");
            other.say("{'op':'chat-leave'}");
            assertThat(other.hear("chat-left").path("room").asText()).isEqualTo("lobby");
            assertThat(socket.readFrame()).contains("\"type\":\"left\"", "\"user\":\"trader-2\"");
        }
    }

    @Test
    void speaksProtobufInFrames() throws IOException {
        try (RawSocket socket = new RawSocket(address)) {
            socket.sendFrame(ClientFrame.newBuilder()
                    .setId("j")
                    .setChatJoin(ChatJoin.newBuilder().setRoom("lobby").setUser("p"))
                    .build()
                    .toByteArray());
            ServerFrame joined = ServerFrame.parseFrom(socket.readFrameBytes());
            assertThat(joined.getId()).isEqualTo("j");
            assertThat(joined.getChatJoined().getMembersList()).containsExactly("p");
            socket.sendFrame(ClientFrame.newBuilder()
                    .setChat(ChatSay.newBuilder().setText("hi"))
                    .build()
                    .toByteArray());
            ServerFrame said = ServerFrame.parseFrom(socket.readFrameBytes());
            assertThat(said.getChat().getText()).isEqualTo("hi");
            assertThat(said.getChat().getType()).isEqualTo("message");
        }
    }

    @Test
    void tellsWhoJoinsTheLastFiftyMessages() throws IOException {
        List<JsonClient> writers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            writers.add(join(JsonClient.Way.FRAMES, "lobby", "w" + i));
        }
        for (int i = 0; i < 5; i++) {
            for (JsonClient writer : writers) {
                writer.say("{'op':'chat','text':'" + i + "'}");
            }
        }
        List<String> all = texts(writers.get(0), 60);
        for (JsonClient.Way way : JsonClient.Way.values()) {
            assertThat(texts(join(way, "lobby", way.name()), 50)).as(way.name()).isEqualTo(all.subList(10, 60));
        }
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatIsNotAllowed(JsonClient.Way way) throws IOException {
        join(JsonClient.Way.FRAMES, "lobby", "taken");
        assertRefused(way, "bad_request", "{'op':'chat-join','room':'lobby','user':'taken'}");
        assertRefused(way, "bad_request", "{'op':'chat-join','room':'lobby','user':''}");
        assertRefused(way, "bad_request", "{'op':'chat-join','room':'lobby','user':'a\\u0007'}");
        assertRefused(way, "bad_request", "{'op':'chat-join','room':'lobby','user':'" + "x".repeat(33) + "'}");
        assertRefused(way, "bad_request", "{'op':'chat-join','room':' lobby','user':'u'}");
        assertRefused(way, "bad_request", "{'op':'chat','text':'nobody hears'}");
        assertRefused(way, "bad_request", "{'op':'chat-leave'}");
        for (String text : List.of("", " ", "a\\nb", "\\u0000", "\\u202e", "x".repeat(501))) {
            JsonClient client = join(way, "lobby", "u");
            client.say("{'op':'chat','text':'" + text + "'}");
            assertThat(client.hear("error").path("code").asText()).as(text).isEqualTo("bad_request");
            client.close();
            SimulatedMarket.await("the name is free again", () -> isFree("u"));
        }
        JsonClient client = join(way, "lobby", "fast");
        client.say("{'op':'chat','text':'" + "\ud83d\ude00".repeat(500) + "'}");
        for (int i = 0; i < 5; i++) {
            client.say("{'op':'chat','text':'" + i + "'}");
        }
        // Refusals are answered at once, what was said comes behind them; in gRPC nothing comes behind a refusal.
        int said = 0;
        String refusal = "";
        while (refusal.isEmpty() || (said < 5 && way != JsonClient.Way.GRPC)) {
            JsonNode message = client.hear();
            said += message.has("text") ? 1 : 0;
            refusal = refusal + message.path("code").asText();
        }
        assertThat(refusal).isEqualTo("limit");
        assertThat(said).isLessThanOrEqualTo(5);
    }

    private boolean isFree(String user) {
        try (JsonClient client = JsonClient.Way.FRAMES.connect(address)) {
            client.say("{'op':'chat-join','room':'lobby','user':'probe-" + System.nanoTime() + "'}");
            for (JsonNode member : client.hear("chat-joined").path("members")) {
                if (member.asText().equals(user)) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertRefused(JsonClient.Way way, String code, String request) throws IOException {
        JsonClient client = connect(way);
        client.say(request);
        assertThat(client.hear("error").path("code").asText()).as(request).isEqualTo(code);
    }

    @Test
    void reachesTwoHundredMembersFiftyTimesASecond() throws IOException {
        List<JsonClient> members = new ArrayList<>();
        ManagedChannel channel = GrpcJsonClient.channel(address);
        try {
            for (int i = 0; i < 200; i++) {
                JsonClient member =
                        i % 3 == 0 ? GrpcJsonClient.on(channel) : JsonClient.Way.values()[i % 3 - 1].connect(address);
                clients.add(member);
                members.add(member);
                member.say("{'op':'chat-join','room':'hall','user':'m" + i + "'}");
                member.hear("chat-joined");
            }
            int count = SECONDS * 50;
            long startNs = System.nanoTime();
            for (int i = 0; i < count; i++) {
                members.get(i % members.size()).say("{'op':'chat','text':'" + i + "'}");
                long nextNs = startNs + TimeUnit.SECONDS.toNanos(i + 1) / 50; // the pace, not an effect
                LockSupport.parkNanos(Math.max(0, nextNs - System.nanoTime()));
            }
            List<String> heard = texts(members.get(0), count);
            assertThat(heard).doesNotHaveDuplicates();
            for (JsonClient member : members) {
                if (member != members.get(0)) {
                    assertThat(texts(member, count)).isEqualTo(heard);
                }
            }
            System.out.printf("chat: %d members heard all %d messages of %d s%n", members.size(), count, SECONDS);
        } finally {
            channel.shutdownNow();
        }
    }

    @Test
    void isDelayedByNobodyWhoDoesNotListen() throws IOException {
        RawSocket frozen = new RawSocket(address);
        try (frozen) {
            frozen.sendFrame("{\"op\":\"chat-join\",\"room\":\"hall\",\"user\":\"frozen\"}");
            JsonClient listener = join(JsonClient.Way.WEBSOCKET, "hall", "listener");
            List<JsonClient> writers = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                writers.add(join(JsonClient.Way.FRAMES, "hall", "w" + i));
            }
            String wide = "\ud83d\ude00".repeat(490);
            int rounds = 0;
            while (slowConsumers() == 0) {
                assertThat(rounds++)
                        .as("the frozen member is closed in the end")
                        .isLessThan(400);
                long startNs = System.nanoTime();
                for (JsonClient writer : writers) {
                    writer.say("{'op':'chat','text':'" + wide + rounds + "'}");
                }
                assertThat(texts(listener, writers.size()))
                        .as("heard while the frozen member has not been closed yet")
                        .hasSize(writers.size());
                for (JsonClient writer : writers) {
                    texts(writer, writers.size());
                }
                waitUntil(startNs + ROUND_NS);
            }
        }
    }

    private static void waitUntil(long ns) {
        for (long leftNs = ns - System.nanoTime(); leftNs > 0; leftNs = ns - System.nanoTime()) {
            LockSupport.parkNanos(leftNs);
        }
    }

    private int slowConsumers() throws IOException {
        try (RawSocket socket = new RawSocket(address)) {
            socket.send("GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
            return socket.readToEnd()
                    .lines()
                    .filter(line -> line.startsWith("quotegate_disconnects_total")
                            && line.contains("\"frames\"")
                            && line.contains("\"slow_consumer\""))
                    .mapToInt(line -> (int) Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                    .sum();
        }
    }
}
