package io.quotegate.bench.chaos.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quotegate.codec.proto.v1.Bye;
import io.quotegate.codec.proto.v1.ChatJoin;
import io.quotegate.codec.proto.v1.ChatPush;
import io.quotegate.codec.proto.v1.ChatSay;
import io.quotegate.codec.proto.v1.ClientFrame;
import io.quotegate.codec.proto.v1.Mode;
import io.quotegate.codec.proto.v1.Quote;
import io.quotegate.codec.proto.v1.ServerFrame;
import io.quotegate.codec.proto.v1.Subscribe;
import io.quotegate.testkit.RawSocket;
import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Length-prefixed frames of Protobuf, told as the JSON that says the same. */
final class ProtoCarrier implements Carrier {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RawSocket socket;

    ProtoCarrier(int port) throws IOException {
        socket = new RawSocket(Carrier.connect(port));
    }

    @Override
    public void send(String text) throws IOException {
        JsonNode request = JSON.readTree(text);
        ClientFrame.Builder frame =
                ClientFrame.newBuilder().setId(request.path("id").asText());
        switch (request.path("op").asText()) {
            case "subscribe" ->
                frame.setSubscribe(Subscribe.newBuilder()
                        .setChannel(request.path("channel").asText())
                        .addPairs("*")
                        .setMode(mode(request.path("mode").asText())));
            case "chat-join" ->
                frame.setChatJoin(ChatJoin.newBuilder()
                        .setRoom(request.path("room").asText())
                        .setUser(request.path("user").asText()));
            case "chat" ->
                frame.setChat(ChatSay.newBuilder().setText(request.path("text").asText()));
            default -> frame.setBye(Bye.getDefaultInstance());
        }
        socket.sendFrame(frame.build().toByteArray());
    }

    static Mode mode(String name) {
        return name.equals("all") ? Mode.MODE_ALL : Mode.MODE_LATEST;
    }

    @Override
    public @Nullable String receive() throws IOException {
        try {
            return text(ServerFrame.parseFrom(socket.readFrameBytes()));
        } catch (EOFException e) {
            return null;
        }
    }

    private static String text(ServerFrame frame) {
        return switch (frame.getMessageCase()) {
            case QUOTE_UPDATE -> quote(frame.getQuoteUpdate());
            case CHAT -> chat(frame.getChat());
            case CHAT_SAID -> event("chat").put("id", frame.getId()).toString();
            case BYE -> Carrier.bye(frame.getBye().getReason());
            default -> event("other").toString();
        };
    }

    private static ObjectNode event(String name) {
        return JSON.createObjectNode().put("event", name);
    }

    static String quote(Quote quote) {
        return JSON.createObjectNode()
                .put("channel", "quotes")
                .put("pair", quote.getPair())
                .put("seq", quote.getSeq())
                .put("drops", quote.getDrops())
                .toString();
    }

    private static String chat(ChatPush push) {
        ObjectNode text = JSON.createObjectNode()
                .put("channel", "chat")
                .put("user", push.getUser())
                .put("time", push.getTime());
        if (!push.getText().isEmpty()) {
            text.put("text", push.getText());
        }
        return text.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
