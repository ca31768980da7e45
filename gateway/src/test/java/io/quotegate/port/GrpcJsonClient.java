package io.quotegate.port;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.quotegate.codec.proto.v1.ChatJoin;
import io.quotegate.codec.proto.v1.ChatLeave;
import io.quotegate.codec.proto.v1.ChatReply;
import io.quotegate.codec.proto.v1.ChatRequest;
import io.quotegate.codec.proto.v1.ChatSay;
import io.quotegate.codec.proto.v1.ChatServiceGrpc;
import io.quotegate.codec.proto.v1.FileServiceGrpc;
import io.quotegate.codec.proto.v1.GameEvent;
import io.quotegate.codec.proto.v1.GameServiceGrpc;
import io.quotegate.codec.proto.v1.Guess;
import io.quotegate.codec.proto.v1.ListFilesRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Chat and game as calls, told in JSON. */
final class GrpcJsonClient implements JsonClient {
    private static final Metadata.Key<String> CODE =
            Metadata.Key.of("quotegate-code", Metadata.ASCII_STRING_MARSHALLER);
    private static final long PATIENCE_S = 60;

    private final ManagedChannel channel;
    private final boolean owned;
    private final BlockingQueue<JsonNode> heard = new LinkedBlockingQueue<>();
    private @Nullable StreamObserver<ChatRequest> chat;
    private @Nullable StreamObserver<Guess> game;

    GrpcJsonClient(InetSocketAddress address) {
        this(channel(address), true);
    }

    private GrpcJsonClient(ManagedChannel channel, boolean owned) {
        this.channel = channel;
        this.owned = owned;
    }

    static ManagedChannel channel(InetSocketAddress address) {
        return Grpc.newChannelBuilderForAddress(
                        address.getHostString(), address.getPort(), InsecureChannelCredentials.create())
                .build();
    }

    /** One of several on a connection. */
    static GrpcJsonClient on(ManagedChannel channel) {
        return new GrpcJsonClient(channel, false);
    }

    @Override
    public void say(String json) throws IOException {
        JsonNode request = JSON.readTree(JsonClient.doubleQuoted(json));
        switch (request.path("op").asText()) {
            case "chat-join" ->
                chat(ChatRequest.newBuilder()
                        .setJoin(ChatJoin.newBuilder()
                                .setRoom(request.path("room").asText())
                                .setUser(request.path("user").asText())));
            case "chat" ->
                chat(ChatRequest.newBuilder()
                        .setSay(ChatSay.newBuilder()
                                .setText(request.path("text").asText())));
            case "chat-leave" -> chat(ChatRequest.newBuilder().setLeave(ChatLeave.getDefaultInstance()));
            case "guess" ->
                guess(Guess.newBuilder()
                        .setUser(request.path("user").asText())
                        .setNumber(request.path("number").asInt())
                        .build());
            default -> throw new IOException("no call for " + json);
        }
    }

    private void chat(ChatRequest.Builder request) {
        if (chat == null) {
            chat = ChatServiceGrpc.newStub(channel).chat(new Ear<>() {
                @Override
                public void onNext(ChatReply reply) {
                    hear(reply);
                }
            });
        }
        chat.onNext(request.build());
    }

    private void guess(Guess guess) {
        openGame().onNext(guess);
    }

    /** Takes part before the first guess, so that the end of every round from now on is heard. */
    void listenToGame() {
        openGame();
        FileServiceGrpc.newBlockingStub(channel).listFiles(ListFilesRequest.getDefaultInstance()); // behind it
    }

    private StreamObserver<Guess> openGame() {
        StreamObserver<Guess> open = game;
        if (open == null) {
            open = GameServiceGrpc.newStub(channel).play(new Ear<>() {
                @Override
                public void onNext(GameEvent event) {
                    hear(event);
                }
            });
            game = open;
        }
        return open;
    }

    private void hear(ChatReply reply) {
        ObjectNode json = JSON.createObjectNode();
        switch (reply.getReplyCase()) {
            case JOINED -> {
                json.put("event", "chat-joined").put("room", reply.getJoined().getRoom());
                reply.getJoined().getMembersList().forEach(json.withArray("members")::add);
            }
            case LEFT ->
                json.put("event", "chat-left").put("room", reply.getLeft().getRoom());
            default -> {
                json.put("channel", "chat").put("user", reply.getPush().getUser());
                json.put("room", reply.getPush().getRoom());
                if (reply.getPush().getType().equals("message")) {
                    json.put("text", reply.getPush().getText());
                } else {
                    json.put("type", reply.getPush().getType());
                }
                json.put("time", reply.getPush().getTime());
            }
        }
        heard.add(json);
    }

    /** Here the answer {@code over} and the push look alike. */
    private void hear(GameEvent event) {
        boolean over = event.getResult().equals("over");
        ObjectNode json = JSON.createObjectNode();
        json.put(over ? "channel" : "event", "game");
        json.put("result", event.getResult()).put("message", event.getMessage());
        if (over) {
            json.put("winner", event.getWinner());
        }
        heard.add(json);
    }

    @Override
    public JsonNode read() throws IOException {
        try {
            JsonNode next = heard.poll(PATIENCE_S, TimeUnit.SECONDS);
            if (next == null) {
                throw new IOException("nothing was said for " + PATIENCE_S + " s");
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** Whether nothing more has been heard. */
    boolean isSilent() {
        return heard.isEmpty();
    }

    @Override
    public void close() {
        if (owned) {
            channel.shutdownNow();
        } else {
            if (chat != null) {
                chat.onCompleted();
            }
            if (game != null) {
                game.onCompleted();
            }
        }
    }

    /** Hears what went wrong, too. */
    private abstract class Ear<T> implements StreamObserver<T> {
        @Override
        public void onError(Throwable cause) {
            Metadata trailers = Status.trailersFromThrowable(cause);
            String code = trailers == null ? null : trailers.get(CODE);
            heard.add(JSON.createObjectNode()
                    .put("event", "error")
                    .put("code", code == null ? "" : code)
                    .put("message", String.valueOf(cause.getMessage())));
        }

        @Override
        public void onCompleted() {
            heard.add(JSON.createObjectNode().put("event", "end"));
        }
    }
}
