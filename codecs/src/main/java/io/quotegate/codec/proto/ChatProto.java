package io.quotegate.codec.proto;

import static io.quotegate.codec.proto.ServerFrames.frame;
import static io.quotegate.codec.proto.ServerFrames.put;

import io.quotegate.api.ChatEvent;
import io.quotegate.codec.ChatEncoder;
import io.quotegate.codec.proto.v1.ChatJoined;
import io.quotegate.codec.proto.v1.ChatLeft;
import io.quotegate.codec.proto.v1.ChatPush;
import io.quotegate.codec.proto.v1.ChatReply;
import io.quotegate.codec.proto.v1.ChatSaid;
import io.quotegate.text.ByteWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is said of chat as Protobuf, the same for frames and gRPC. Stateless: any thread. */
public final class ChatProto implements ChatEncoder {
    static final ChatProto ENCODER = new ChatProto();

    private ChatProto() {}

    /** The message that answers a join. */
    public static ChatJoined joined(String room, List<String> members) {
        return ChatJoined.newBuilder().setRoom(room).addAllMembers(members).build();
    }

    /** The message that tells of {@code event}. */
    public static ChatPush message(ChatEvent event) {
        return ChatPush.newBuilder()
                .setType(event.type().wireName())
                .setRoom(event.room())
                .setUser(event.user())
                .setText(event.text())
                .setTime(event.timeUs())
                .build();
    }

    /** The message by which a call tells of {@code event}. */
    public static ChatReply reply(ChatEvent event) {
        return ChatReply.newBuilder().setPush(message(event)).build();
    }

    /** Appends what a call is told of {@code event}. */
    public static void callPush(ByteWriter out, ChatEvent event) {
        out.put(reply(event).toByteArray());
    }

    @Override
    public void joined(ByteWriter out, @Nullable String id, String room, List<String> members) {
        put(out, frame(id).setChatJoined(joined(room, members)));
    }

    @Override
    public void said(ByteWriter out, @Nullable String id) {
        put(out, frame(id).setChatSaid(ChatSaid.getDefaultInstance()));
    }

    @Override
    public void left(ByteWriter out, @Nullable String id, String room) {
        put(out, frame(id).setChatLeft(ChatLeft.newBuilder().setRoom(room)));
    }

    @Override
    public void push(ByteWriter out, ChatEvent event) {
        put(out, frame(null).setChat(message(event)));
    }
}
