package io.quotegate.gateway.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.quotegate.codec.MessageReader;
import io.quotegate.codec.frame.FrameReader;
import io.quotegate.codec.frame.JsonObjectReader;
import io.quotegate.codec.json.JsonRequestDecoder;
import io.quotegate.codec.proto.ProtoRequestDecoder;
import io.quotegate.codec.proto.v1.ClientFrame;
import io.quotegate.codec.proto.v1.Ping;
import io.quotegate.codec.proto.v1.ServerFrame;
import io.quotegate.codec.proto.v1.Subscribe;
import io.quotegate.gateway.auth.Callers;
import io.quotegate.gateway.loop.TestLoop;
import io.quotegate.gateway.operation.ClientOperations;
import io.quotegate.gateway.operation.RequestDecoders;
import io.quotegate.gateway.operation.Services;
import io.quotegate.gateway.operation.TestServices;
import io.quotegate.gateway.session.Connection;
import io.quotegate.gateway.session.ConnectionTail;
import io.quotegate.gateway.session.DisconnectReason;
import io.quotegate.gateway.session.Limits;
import io.quotegate.gateway.session.Protocol;
import io.quotegate.gateway.testkit.PacedChannel;
import io.quotegate.testkit.EverySplit;
import io.quotegate.testkit.LeakCheck;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(LeakCheck.class)
class StreamHandlerTest {
    private static final long UNBOUNDED = Long.MAX_VALUE / 2;
    private static final byte[] PROTO_PING = ClientFrame.newBuilder()
            .setId("p")
            .setPing(Ping.getDefaultInstance())
            .build()
            .toByteArray();

    private final TestLoop loop = new TestLoop();
    private final Limits limits = loop.context.limits();
    private final RequestDecoders decoders =
            new RequestDecoders(new JsonRequestDecoder(limits.jsonDepth()), new ProtoRequestDecoder());
    private final List<Client> clients = new ArrayList<>();

    @TempDir
    Path files;

    private @Nullable Services services; // of all clients

    @AfterEach
    void close() {
        clients.forEach(client -> client.channel.finishAndReleaseAll());
        loop.close();
    }

    private Services services() {
        if (services == null) {
            services = TestServices.of(loop, files, Runnable::run);
        }
        return services;
    }

    /** One client of the handler, which says bytes and takes what is answered. */
    private final class Client {
        final PacedChannel channel = new PacedChannel(UNBOUNDED, limits.latestBytes());
        final Connection connection = new Connection(
                channel, loop.context.sweeper(), loop.context.metrics(), limits.pendingBytes(), Callers.anybody());
        final StreamKind kind;
        final StreamHandler handler;

        Client(StreamKind kind) {
            this.kind = kind;
            MessageReader reader = kind == StreamKind.FRAMES
                    ? new FrameReader(limits.frameBytes(), loop.context.incoming())
                    : new JsonObjectReader(limits.frameBytes(), limits.jsonDepth(), loop.context.incoming());
            ClientOperations operations =
                    new ClientOperations(connection, connection.callers().own(), loop.context, services());
            handler = new StreamHandler(connection, loop.context, kind, reader, decoders, operations);
            channel.pipeline().addLast(handler, new ConnectionTail(connection));
            connection.speak(kind.protocol(), handler);
            clients.add(this);
        }

        void say(ByteBuf bytes) {
            channel.writeInbound(bytes);
        }

        /** Says messages of JSON, with apostrophes for quotes. */
        void say(String... messages) {
            say(Unpooled.wrappedBuffer(bytes(kind, messages)));
        }

        /** What was answered since it was asked last; Protobuf as text. */
        List<String> heard() {
            byte[] bytes = channel.taken();
            return kind == StreamKind.JSON ? new String(bytes, UTF_8).lines().toList() : frames(bytes);
        }

        long disconnects(DisconnectReason reason) {
            return loop.context.metrics().disconnects(kind.protocol(), reason);
        }
    }

    private static byte[] bytes(StreamKind kind, String... messages) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (String message : messages) {
            byte[] payload = message.replace('\'', '"').getBytes(UTF_8);
            out.writeBytes(kind == StreamKind.FRAMES ? frame(payload) : payload);
        }
        return out.toByteArray();
    }

    private static byte[] frame(byte[] payload) {
        return ByteBuffer.allocate(4 + payload.length)
                .putInt(payload.length)
                .put(payload)
                .array();
    }

    private static List<String> frames(byte[] bytes) {
        List<String> frames = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        while (in.hasRemaining()) {
            byte[] payload = new byte[in.getInt()];
            in.get(payload);
            frames.add(payload[0] == '{' ? new String(payload, UTF_8) : text(payload));
        }
        return frames;
    }

    private static String text(byte[] frame) {
        try {
            return ServerFrame.parseFrom(frame)
                    .toString()
                    .replaceAll("\\s+", " ")
                    .strip();
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("a frame that is none", e);
        }
    }

    private static long inSeconds(int seconds) {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    }

    @ParameterizedTest
    @EnumSource
    void answersRequestsInOrderHoweverTheyAreCut(StreamKind kind) {
        byte[] requests = bytes(
                kind,
                "{'op':'ping','id':1}",
                "{'op':'ping','id':'}{\\u007b'}",
                "{'op':'no','id':[{}]}",
                "{'op':'ping'}");
        List<String> answers = new ArrayList<>();
        EverySplit.of(requests, (pieces, cut) -> {
            Client client = new Client(kind);
            pieces.forEach(client::say);
            List<String> heard = client.heard();
            if (answers.isEmpty()) {
                answers.addAll(heard);
            }
            assertThat(heard).as(cut).isEqualTo(answers);
            assertThat(client.connection.isEnding()).as(cut).isFalse();
        });
        assertThat(answers).hasSize(4);
        assertThat(answers.get(0)).isEqualTo("{\"event\":\"pong\",\"id\":1}");
        assertThat(answers.get(1)).startsWith("{\"event\":\"pong\",\"id\":\"}{");
        assertThat(answers.get(2)).startsWith("{\"event\":\"error\",\"code\":\"bad_request\"");
        assertThat(answers.get(3)).isEqualTo("{\"event\":\"pong\"}");
    }

    @Test
    void answersEachFrameInItsOwnFormatHoweverItIsCut() {
        ByteArrayOutputStream requests = new ByteArrayOutputStream();
        requests.writeBytes(frame(PROTO_PING));
        requests.writeBytes(bytes(StreamKind.FRAMES, "{'op':'ping','id':2}"));
        requests.writeBytes(frame(PROTO_PING));
        EverySplit.of(requests.toByteArray(), (pieces, cut) -> {
            Client client = new Client(StreamKind.FRAMES);
            pieces.forEach(client::say);
            assertThat(client.heard())
                    .as(cut)
                    .containsExactly("id: \"p\" pong { }", "{\"event\":\"pong\",\"id\":2}", "id: \"p\" pong { }");
        });
    }

    @ParameterizedTest
    @EnumSource
    void answersAByeAndReadsNothingBehindIt(StreamKind kind) {
        EverySplit.of(bytes(kind, "{'op':'bye','id':7}", "{'op':'ping'}"), (pieces, cut) -> {
            Client client = new Client(kind);
            client.channel.takeOnly(0); // so that it is not closed before the rest comes
            pieces.forEach(client::say);
            client.channel.takeMore(UNBOUNDED);
            assertThat(client.heard())
                    .as(cut)
                    .containsExactly("{\"event\":\"bye\",\"id\":7,\"reason\":\"client_bye\"}");
            assertThat(client.channel.isOpen()).as(cut).isFalse();
        });
        assertThat(clients.get(0).disconnects(DisconnectReason.CLIENT_BYE)).isEqualTo(clients.size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "JSON   | hello                     | bad_request | PROTOCOL_ERROR",
                "JSON   | {'op':'ping'} x           | bad_request | PROTOCOL_ERROR",
                "JSON   | {'op':'\\xff'}            | bad_request | INVALID_DATA",
                "JSON   | {'a':[[[[[deep            | bad_request | TOO_DEEP",
                "JSON   | {'a':'long                | too_large   | TOO_LARGE",
                "FRAMES | \\x00\\x00\\x00\\x00      | bad_request | PROTOCOL_ERROR",
                "FRAMES | \\x7f\\x00\\x00\\x00      | too_large   | TOO_LARGE",
            })
    void saysWhatIsWrongWithBytesThatAreNoMessageAndCloses(
            StreamKind kind, String sent, String code, DisconnectReason reason) {
        Client client = new Client(kind);
        client.say(Unpooled.wrappedBuffer(garbage(sent.replace("deep", "[".repeat(limits.jsonDepth()))
                .replace("long", "x".repeat(limits.frameBytes())))));
        List<String> heard = client.heard();
        assertThat(heard.get(heard.size() - 1)).startsWith("{\"event\":\"error\",\"code\":\"" + code + "\",");
        assertThat(client.channel.isOpen()).isFalse();
        assertThat(client.disconnects(reason)).isEqualTo(1);
    }

    /** With {@code \xff} for a byte, and apostrophes for quotes. */
    private static byte[] garbage(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith("\\x", i)) {
                out.write(Integer.parseInt(text.substring(i + 2, i + 4), 16));
                i += 3;
            } else {
                out.write(text.charAt(i) == '\'' ? '"' : text.charAt(i));
            }
        }
        return out.toByteArray();
    }

    @Test
    void answersWhatIsWrongWithAMessageAndGoesOn() {
        Client client = new Client(StreamKind.FRAMES);
        client.say("{", "{'op':1}", "{'op':'ping'}");
        client.say(Unpooled.wrappedBuffer(frame(new byte[] {7, 7, 7})));
        List<String> heard = client.heard();
        assertThat(heard).hasSize(4);
        assertThat(heard.get(0)).contains("\"bad_request\"");
        assertThat(heard.get(1)).contains("\"bad_request\"");
        assertThat(heard.get(2)).isEqualTo("{\"event\":\"pong\"}");
        assertThat(heard.get(3)).startsWith("error { code: \"bad_request\"");
        assertThat(client.connection.isEnding()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "hello | malformed JSON",
                "['op','ping'] | not a JSON object",
                "\\x20{'op':'ping'} | pong",
                "\\xef\\xbb\\xbf{'op':'ping'} | malformed JSON",
                "GET / HTTP/1.1\\x0d\\x0a\\x0d\\x0a | malformed JSON",
                "\\xff\\xfe | malformed ClientFrame",
                "\\x00\\x01\\x02 | malformed ClientFrame"
            })
    void answersAFrameThatIsNoMessageOfOursInTheFormatItsSenderReads(String sent, String expected) {
        Client client = new Client(StreamKind.FRAMES);
        client.say(Unpooled.wrappedBuffer(frame(garbage(sent))));
        client.say("{'op':'ping'}");
        List<String> heard = client.heard();
        assertThat(heard).hasSize(2);
        assertThat(heard.get(0))
                .startsWith(expected.endsWith("ClientFrame") ? "error" : "{")
                .contains(expected);
        assertThat(heard.get(1)).isEqualTo("{\"event\":\"pong\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "bye | {'event':'bye','reason':'client_bye'}",
                "BYE\\x0d\\x0a | {'event':'bye','reason':'client_bye'}",
                "'bye' | {'event':'bye','reason':'client_bye'}",
                "{'op':'bye'} | {'event':'bye','reason':'client_bye'}",
                "{'status':'OK','data':'BYE'} | {'status':'OK','data':'BYE'}"
            })
    void answersEveryFormOfABye(String sent, String expected) {
        Client client = new Client(StreamKind.FRAMES);
        client.say(Unpooled.wrappedBuffer(frame(garbage(sent))));
        assertThat(client.heard()).containsExactly(expected.replace('\'', '"'));
        assertThat(client.channel.isOpen()).isFalse();
        assertThat(client.disconnects(DisconnectReason.CLIENT_BYE)).isEqualTo(1);
    }

    @Test
    void sendsWhatItWasSubscribedToUntilTheClientLeaves() {
        Client client = new Client(StreamKind.JSON);
        client.say("{'op':'subscribe','channel':'quotes','pairs':['BTC-USDT']}");
        loop.publish(0, "100");
        loop.turn();
        assertThat(client.heard())
                .satisfiesExactly(
                        subscribed -> assertThat(subscribed).contains("\"subscribed\""),
                        quote -> assertThat(quote).startsWith("{\"channel\":\"quotes\",\"pair\":\"BTC-USDT\""));
        client.channel.close();
        loop.publish(0, "101");
        loop.turn();
        assertThat(client.heard()).isEmpty();
        assertThat(client.disconnects(DisconnectReason.CLIENT_CLOSED)).isEqualTo(1);
    }

    @Test
    void servesWhatThereIsOfASubscriptionAndTellsOfTheRest() {
        Client client = new Client(StreamKind.FRAMES);
        client.say("{'op':'subscribe','channel':'quotes','pairs':['btcusdt','XYZ'],'partial':true,'interval':'1.1s'}");
        client.say("{'op':'subscribe','channel':'trades','pairs':['XYZ',''],'partial':true}");
        client.say("{'op':'subscribe','channel':'quotes','pairs':['*'],'interval':'50ms'}");
        client.say("{'op':'subscribe','channel':'quotes','pairs':['*'],'interval':'1s','mode':'all'}");
        client.say(Unpooled.wrappedBuffer(frame(ClientFrame.newBuilder()
                .setSubscribe(Subscribe.newBuilder()
                        .setChannel("quotes")
                        .addPairs("ETH-USDT")
                        .addPairs("XYZ")
                        .setPartial(true)
                        .setIntervalMs(2000))
                .build()
                .toByteArray())));
        assertThat(client.heard())
                .satisfiesExactly(
                        quotes -> assertThat(quotes)
                                .endsWith(
                                        "'data':{'channel':'quotes','pairs':['BTC-USDT'],'mode':'latest','interval':'1500ms',"
                                                        .replace('\'', '"')
                                                + "'rejected':[{'pair':'XYZ','code':'unknown_pair'}]}}"
                                                        .replace('\'', '"')),
                        trades -> assertThat(trades)
                                .endsWith(
                                        "'pairs':[],'rejected':[{'pair':'XYZ','code':'unknown_pair'},{'pair':'','code':'unknown_pair'}]}}"
                                                .replace('\'', '"')),
                        tooShort -> assertThat(tooShort).contains("interval (expected: 100ms..1h)"),
                        beside -> assertThat(beside).contains("interval, beside mode all"),
                        proto -> assertThat(proto)
                                .contains(
                                        "pairs: \"ETH-USDT\"",
                                        "rejected { pair: \"XYZ\" code: \"unknown_pair\" }",
                                        "interval_ms: 2000"));
    }

    @Test
    void givesASignOfLifeInTheFormatSpokenLastAndNoneAmidSomethingUnread() {
        Client client = new Client(StreamKind.FRAMES);
        int heartbeat = (int) limits.heartbeat().toSeconds();
        client.handler.onTime(inSeconds(heartbeat - 1));
        assertThat(client.heard()).isEmpty();
        client.handler.onTime(inSeconds(heartbeat + 1));
        assertThat(client.heard()).singleElement().asString().startsWith("{\"event\":\"heartbeat\",\"time\":");
        client.say(Unpooled.wrappedBuffer(frame(PROTO_PING)));
        client.heard();
        client.handler.onTime(inSeconds(heartbeat + 1));
        assertThat(client.heard()).singleElement().asString().startsWith("heartbeat { time: ");
        client.channel.takeOnly(0);
        client.say("{'op':'ping'}");
        client.handler.onTime(inSeconds(heartbeat + 1));
        client.channel.takeMore(UNBOUNDED);
        assertThat(client.heard()).containsExactly("{\"event\":\"pong\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "FRAMES | {'op':'chat-join','room':'lobby','user':'anna'}",
                "JSON | {'op':'guess','user':'anna','number':1}"
            })
    void takesTheNameOfAClientThatSaysNothingWhenItIsAsked(StreamKind kind, String claim) {
        Client client = new Client(kind);
        int heartbeat = (int) limits.heartbeat().toSeconds();
        client.say(claim);
        client.handler.onTime(inSeconds(heartbeat + 1));
        client.handler.onTime(inSeconds(2 * heartbeat + 2));
        client.say("{'op':'ping'}");
        client.handler.onTime(inSeconds(3 * heartbeat + 3)); // asked again
        client.heard();
        client.handler.onTime(inSeconds(5 * heartbeat + 2));
        assertThat(client.connection.isEnding()).isFalse();
        client.handler.onTime(inSeconds(5 * heartbeat + 4));
        assertThat(client.heard()).last().isEqualTo("{\"event\":\"bye\",\"reason\":\"idle_timeout\"}");
        assertThat(client.disconnects(DisconnectReason.IDLE_TIMEOUT)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'op':'chat-join','room':'lobby','user':'anna'} | chat-joined",
                "{'op':'guess','user':'anna','number':1} | too_"
            })
    void givesBackTheNameOfAClientThatHasStillToReadWhyItEnds(String claim, String granted) {
        Client slow = new Client(StreamKind.FRAMES);
        slow.say(claim);
        slow.channel.takeOnly(0);
        Client other = new Client(StreamKind.FRAMES);
        other.say(claim);
        assertThat(other.heard()).last().asString().contains("\"error\"");
        slow.connection.end(DisconnectReason.SLOW_CONSUMER);
        assertThat(slow.channel.isOpen()).isTrue();
        other.say(claim);
        assertThat(other.heard()).last().asString().contains(granted);
        slow.channel.takeMore(UNBOUNDED);
        assertThat(slow.heard()).last().asString().contains("slow_consumer");
    }

    @Test
    void letsAClientWithoutANameListenInSilence() {
        Client client = new Client(StreamKind.FRAMES);
        int heartbeat = (int) limits.heartbeat().toSeconds();
        client.say("{'op':'chat-join','room':'lobby','user':'anna'}", "{'op':'chat-leave'}");
        for (int i = 1; i < 10; i++) {
            client.handler.onTime(inSeconds(i * (heartbeat + 1)));
        }
        assertThat(client.connection.isEnding()).isFalse();
    }

    @Test
    void waitsOnlySoLongForTheRestOfAMessage() {
        Client client = new Client(StreamKind.FRAMES);
        client.say(Unpooled.wrappedBuffer(new byte[] {0, 0}));
        int timeout = (int) limits.messageTimeout().toSeconds();
        client.handler.onTime(inSeconds(timeout - 1));
        assertThat(client.connection.isEnding()).isFalse();
        client.handler.onTime(inSeconds(timeout + 1));
        assertThat(client.heard()).containsExactly("{\"event\":\"bye\",\"reason\":\"message_timeout\"}");
        assertThat(client.disconnects(DisconnectReason.MESSAGE_TIMEOUT)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void saysGoodbyeInTheFormatSpokenLast(StreamKind kind) {
        Client client = new Client(kind);
        client.channel.takeOnly(0);
        client.connection.end(DisconnectReason.SERVER_SHUTDOWN);
        client.say("{'op':'ping'}"); // which is not read any more
        client.channel.takeMore(UNBOUNDED);
        assertThat(client.heard())
                .singleElement()
                .asString()
                .matches("\\{\"event\":\"bye\",\"reason\":\"server_shutdown\",\"retryMs\":[1-4]\\d{3}}");
        if (kind == StreamKind.FRAMES) {
            Client proto = new Client(kind);
            proto.say(Unpooled.wrappedBuffer(frame(PROTO_PING)));
            proto.connection.end(DisconnectReason.SERVER_SHUTDOWN);
            assertThat(proto.heard())
                    .last()
                    .asString()
                    .matches("bye \\{ reason: \"server_shutdown\" retry_ms: [1-4]\\d{3} }");
        }
    }

    @Test
    void readsNoMoreRequestsOfAClientThatDoesNotTakeTheAnswers() {
        Client client = new Client(StreamKind.JSON);
        client.channel.takeOnly(0);
        int said = 0;
        while (client.channel.config().isAutoRead()) {
            client.say("{'op':'ping','id':'" + "x".repeat(50) + "'}");
            said++;
            assertThat(said).isLessThan(1_000);
        }
        assertThat(client.connection.isEnding()).isFalse();
        client.channel.takeMore(UNBOUNDED);
        assertThat(client.channel.config().isAutoRead()).isTrue();
        assertThat(client.heard()).hasSize(said);
    }

    @Test
    void isCountedAsWhatItSpeaks() {
        new Client(StreamKind.JSON);
        new Client(StreamKind.FRAMES);
        assertThat(loop.context.metrics().open(Protocol.JSON)).isEqualTo(1);
        assertThat(loop.context.metrics().open(Protocol.FRAMES)).isEqualTo(1);
    }

    /** What one read brings may ask for a thousand times as much. */
    @ParameterizedTest
    @EnumSource(StreamKind.class)
    void readsNoFurtherRequestWhileMoreWaitsThanMay(StreamKind kind) {
        Client client = new Client(kind);
        client.channel.takeOnly(0);
        int count = 4 * limits.pendingBytes() / 20;
        String[] pings = new String[count];
        for (int i = 0; i < count; i++) {
            pings[i] = "{'op':'ping','id':" + i + '}';
        }
        client.say(pings);
        client.say("{'op':'ping','id':'last'}");
        int written = limits.pendingBytes() + PacedChannel.WRITE_OVERHEAD + 100; // and one answer
        assertThat(client.connection.unsentBytes()).isBetween((long) limits.pendingBytes(), (long) written);
        assertThat(client.channel.config().isAutoRead()).isFalse();

        client.channel.takeMore(UNBOUNDED / 2);
        List<String> heard = client.heard();
        assertThat(heard).hasSize(count + 1);
        for (int i = 0; i < count; i++) {
            assertThat(heard.get(i)).contains("\"id\":" + i + '}');
        }
        assertThat(heard.get(count)).contains("last");
        assertThat(client.channel.config().isAutoRead()).isTrue();
    }

    @Test
    void forgetsWhatWasNotReadWhenTheClientLeaves() {
        Client client = new Client(StreamKind.JSON);
        client.channel.takeOnly(0);
        String[] pings = new String[limits.pendingBytes()];
        Arrays.fill(pings, "{'op':'ping'}");
        client.say(pings);
        client.channel.close(); // LeakCheck sees the rest
        assertThat(client.channel.isOpen()).isFalse();
    }
}
