package io.quotegate.service.chat;

import io.quotegate.api.ChatEvent;
import io.quotegate.api.ErrorCode;
import io.quotegate.api.Outcome;
import io.quotegate.api.Refusal;
import io.quotegate.time.RateLimit;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One connection as chat sees it: in one room at most. Confined to its connection's thread. */
public final class ChatUser {
    /** Most messages, and most joins and leaves, within a second. */
    public static final int PER_SECOND = 5;

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ChatService service;
    private final ChatListener listener;
    private final LongSupplier nowNs;
    private final RateLimit messages = new RateLimit(PER_SECOND, SECOND);
    private final RateLimit joins = new RateLimit(PER_SECOND, SECOND);

    private @Nullable ChatRoom room;
    private String user = "";

    ChatUser(ChatService service, ChatListener listener, LongSupplier nowNs) {
        this.service = service;
        this.listener = listener;
        this.nowNs = nowNs;
    }

    /** The room it is in; null if it is in none. */
    public @Nullable String room() {
        return room == null ? null : room.name();
    }

    /** Into a room, under a name. */
    public Outcome<RoomEntry> join(String roomName, String userName) {
        if (!ChatWords.isName(roomName)) {
            return Outcome.refused(ChatWords.badName("room", roomName));
        }
        if (!ChatWords.isName(userName)) {
            return Outcome.refused(ChatWords.badName("user", userName));
        }
        if (room != null) {
            return refused("room: this connection is in " + room.name() + " already (expected: chat-leave first)");
        }
        if (!joins.trySpend(nowNs.getAsLong())) {
            return tooFast("joins");
        }
        return service.join(roomName, userName, listener, joined -> {
            room = joined;
            user = userName;
        });
    }

    /** Says something to everyone in the room, this one too. */
    public Outcome<ChatEvent> say(String text) {
        if (room == null) {
            return refused("room: none (expected: chat-join first)");
        }
        if (!ChatWords.isText(text)) {
            return refused("text: " + Refusal.shown(text) + " (expected: 1 to " + ChatWords.LONGEST_TEXT
                    + " characters, no control characters)");
        }
        if (!messages.trySpend(nowNs.getAsLong())) {
            return tooFast("messages");
        }
        return room.say(user, text);
    }

    /** Out of the room; answers its name. */
    public Outcome<String> leave() {
        if (room == null) {
            return refused("room: none (expected: chat-join first)");
        }
        ChatRoom left = room;
        room = null;
        service.leave(left, user, listener);
        return Outcome.of(left.name());
    }

    private static <T> Outcome<T> tooFast(String what) {
        return Outcome.refused(
                new Refusal(ErrorCode.LIMIT, what + ": too many (expected: " + PER_SECOND + " a second)"));
    }

    private static <T> Outcome<T> refused(String message) {
        return Outcome.refused(Refusal.badRequest(message));
    }
}
