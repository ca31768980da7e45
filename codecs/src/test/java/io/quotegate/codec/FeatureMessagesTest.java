package io.quotegate.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.quotegate.api.ChatEvent;
import io.quotegate.api.ClientRequest;
import io.quotegate.api.FileEntry;
import io.quotegate.api.GameResult;
import io.quotegate.api.GameWin;
import io.quotegate.api.Refusal;
import io.quotegate.codec.json.JsonMessageEncoder;
import io.quotegate.codec.json.JsonRequestDecoder;
import io.quotegate.codec.proto.ChatProto;
import io.quotegate.codec.proto.FileProto;
import io.quotegate.codec.proto.ProtoMessageEncoder;
import io.quotegate.codec.proto.ProtoRequestDecoder;
import io.quotegate.codec.proto.v1.ChatJoin;
import io.quotegate.codec.proto.v1.ChatLeave;
import io.quotegate.codec.proto.v1.ChatSay;
import io.quotegate.codec.proto.v1.ClientFrame;
import io.quotegate.codec.proto.v1.FileRequest;
import io.quotegate.codec.proto.v1.Guess;
import io.quotegate.codec.proto.v1.ListFilesRequest;
import io.quotegate.codec.proto.v1.ServerFrame;
import io.quotegate.codec.proto.v1.WinnersRequest;
import io.quotegate.market.Instruments;
import io.quotegate.text.ByteWriter;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files, chat and game in both formats. */
class FeatureMessagesTest {
    private static final Instruments PAIRS = Instruments.of(List.of("BTC-USDT"));
    private static final MessageEncoder JSON = new JsonMessageEncoder(PAIRS);
    private static final MessageEncoder PROTO = new ProtoMessageEncoder(PAIRS);
    private static final FileEntry FILE = new FileEntry("a \"b\".csv", 12, 34, "ff00");
    private static final ChatEvent SAID =
            new ChatEvent(1, ChatEvent.Type.MESSAGE, "lobby", "anna", "h\u00e9 \ud83d\ude00", 56);

    static Stream<Arguments> requests() {
        return Stream.of(
                Arguments.of(
                        (Function<String, ClientRequest>) ClientRequest.Files::new,
                        "{\"op\":\"files\"}",
                        ClientFrame.newBuilder().setFiles(ListFilesRequest.getDefaultInstance())),
                Arguments.of(
                        (Function<String, ClientRequest>) id -> new ClientRequest.File(id, "x", 1L << 40),
                        "{\"op\":\"file\",\"name\":\"x\",\"offset\":1099511627776}",
                        ClientFrame.newBuilder()
                                .setFile(FileRequest.newBuilder().setName("x").setOffset(1L << 40))),
                Arguments.of(
                        (Function<String, ClientRequest>) id -> new ClientRequest.File(id, List.of("x", "y/z"), 0),
                        "{\"op\":\"file\",\"names\":[\"x\",\"y/z\"]}",
                        ClientFrame.newBuilder()
                                .setFile(FileRequest.newBuilder().addNames("x").addNames("y/z"))),
                Arguments.of(
                        (Function<String, ClientRequest>) id -> new ClientRequest.ChatJoin(id, "lobby", "anna"),
                        "{\"user\":\"anna\",\"room\":\"lobby\",\"op\":\"chat-join\"}",
                        ClientFrame.newBuilder()
                                .setChatJoin(
                                        ChatJoin.newBuilder().setRoom("lobby").setUser("anna"))),
                Arguments.of(
                        (Function<String, ClientRequest>) id -> new ClientRequest.ChatSay(id, "hi"),
                        "{\"op\":\"chat\",\"text\":\"hi\"}",
                        ClientFrame.newBuilder().setChat(ChatSay.newBuilder().setText("hi"))),
                Arguments.of(
                        (Function<String, ClientRequest>) ClientRequest.ChatLeave::new,
                        "{\"op\":\"chat-leave\"}",
                        ClientFrame.newBuilder().setChatLeave(ChatLeave.getDefaultInstance())),
                Arguments.of(
                        (Function<String, ClientRequest>) id -> new ClientRequest.Guess(id, "anna", 500),
                        "{\"op\":\"guess\",\"user\":\"anna\",\"number\":500}",
                        ClientFrame.newBuilder()
                                .setGuess(Guess.newBuilder().setUser("anna").setNumber(500))),
                Arguments.of(
                        (Function<String, ClientRequest>) id -> new ClientRequest.Winners(id, 20),
                        "{\"op\":\"winners\"}",
                        ClientFrame.newBuilder().setWinners(WinnersRequest.getDefaultInstance())),
                Arguments.of(
                        (Function<String, ClientRequest>) id -> new ClientRequest.Winners(id, 1000),
                        "{\"op\":\"winners\",\"limit\":1000}",
                        ClientFrame.newBuilder()
                                .setWinners(WinnersRequest.newBuilder().setLimit(1000))),
                Arguments.of(
                        (Function<String, ClientRequest>) id -> new ClientRequest.Invalid(
                                id, Refusal.badRequest("limit", "1001", "a whole number from 1 to 1000")),
                        "{\"op\":\"winners\",\"limit\":1001}",
                        ClientFrame.newBuilder()
                                .setWinners(WinnersRequest.newBuilder().setLimit(1001))));
    }

    @ParameterizedTest
    @MethodSource("requests")
    void areAskedForInEitherFormat(Function<String, ClientRequest> expected, String json, ClientFrame.Builder frame) {
        byte[] text = json.replace("{\"", "{\"id\":7,\"").getBytes(UTF_8);
        assertThat(new JsonRequestDecoder(64).decode(text, 0, text.length)).isEqualTo(expected.apply("7"));
        byte[] bytes = frame.setId("7").build().toByteArray();
        assertThat(new ProtoRequestDecoder().decode(bytes, 0, bytes.length)).isEqualTo(expected.apply("7"));
    }

    private static String json(BiConsumer<MessageEncoder, ByteWriter> message) {
        ByteWriter out = new ByteWriter(1);
        message.accept(JSON, out);
        return out.toString();
    }

    private static ServerFrame frame(BiConsumer<MessageEncoder, ByteWriter> message)
            throws InvalidProtocolBufferException {
        ByteWriter out = new ByteWriter(1);
        message.accept(PROTO, out);
        return ServerFrame.parseFrom(out.toByteArray());
    }

    @Test
    void areToldInJson() {
        assertThat(json((encoder, out) -> encoder.files().list(out, "\"1\"", List.of(FILE, FILE))))
                .isEqualTo("{\"event\":\"files\",\"id\":\"1\",\"data\":["
                        + "{\"name\":\"a \\\"b\\\".csv\",\"size\":12,\"modified\":34,\"sha256\":\"ff00\"},"
                        + "{\"name\":\"a \\\"b\\\".csv\",\"size\":12,\"modified\":34,\"sha256\":\"ff00\"}]}");
        assertThat(json((encoder, out) -> encoder.files().header(out, null, new FileEntry("x", 1, 2, null))))
                .isEqualTo("{\"event\":\"file\",\"name\":\"x\",\"size\":1,\"sha256\":null}");
        assertThat(json((encoder, out) -> encoder.chat().push(out, SAID)))
                .isEqualTo(
                        "{\"channel\":\"chat\",\"room\":\"lobby\",\"user\":\"anna\",\"text\":\"h\u00e9 \ud83d\ude00\","
                                + "\"time\":56}");
        assertThat(json((encoder, out) -> encoder.game().push(out, GameResult.over("anna"))))
                .isEqualTo("{\"channel\":\"game\",\"result\":\"over\",\"winner\":\"anna\","
                        + "\"message\":\"Game over, the winner is anna\"}");
        assertThat(json((encoder, out) -> encoder.game().winners(out, "2", List.of(new GameWin("anna", 7, 3, 9)))))
                .isEqualTo("{\"event\":\"winners\",\"id\":2,\"data\":["
                        + "{\"name\":\"anna\",\"number\":7,\"guesses\":3,\"time\":9}]}");
    }

    @Test
    void areToldInProtobuf() throws InvalidProtocolBufferException {
        ServerFrame files = frame((encoder, out) -> encoder.files().list(out, "1", List.of(FILE)));
        assertThat(files.getId()).isEqualTo("1");
        assertThat(files.getFiles().getFiles(0)).isEqualTo(FileProto.message(FILE));
        assertThat(frame((encoder, out) -> encoder.files().header(out, "1", new FileEntry("x", 1, 2, null)))
                        .getFile()
                        .hasSha256())
                .isFalse();
        assertThat(frame((encoder, out) -> encoder.files().end(out, "1")).hasFileEnd())
                .isTrue();
        assertThat(frame((encoder, out) -> encoder.chat().push(out, SAID)).getChat())
                .isEqualTo(ChatProto.message(SAID));
        assertThat(frame((encoder, out) -> encoder.chat().joined(out, "1", "lobby", List.of("a", "b")))
                        .getChatJoined()
                        .getMembersList())
                .containsExactly("a", "b");
        assertThat(frame((encoder, out) -> encoder.game().result(out, "1", GameResult.TOO_HIGH))
                        .getGame()
                        .getResult())
                .isEqualTo("too_high");
        assertThat(frame((encoder, out) -> encoder.game().push(out, GameResult.over("anna")))
                        .getGameOver()
                        .getWinner())
                .isEqualTo("anna");
    }
}
