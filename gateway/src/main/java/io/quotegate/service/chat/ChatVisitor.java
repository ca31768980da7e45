package io.quotegate.service.chat;

import io.quotegate.api.ClientRequest;
import io.quotegate.api.ErrorCode;
import io.quotegate.time.RateLimit;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One connection as chat sees it: in one room at most. Confined to its connection's thread. */
public final class ChatVisitor {
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

    ChatVisitor(ChatService service, ChatListener listener, LongSupplier nowNs) {
        this.service = service;
        this.listener = listener;
        this.nowNs = nowNs;
    }

    /** The room it is in; null if it is in none. */
    public @Nullable String room() {
        return room == null ? null : room.name();
    }

    /** Into a room, under a name. */
    public ChatOutcome join(String roomName, String userName) {
        if (!ChatWords.isName(roomName)) {
            return badName("room", roomName);
        }
        if (!ChatWords.isName(userName)) {
            return badName("user", userName);
        }
        if (room != null) {
            return refused("room: this connection is in " + room.name() + " already (expected: chat-leave first)");
        }
        if (!joins.trySpend(nowNs.getAsLong())) {
            return tooFast("joins");
        }
        ChatService.Entry entry = service.join(roomName, userName, listener);
        if (entry.outcome() instanceof ChatOutcome.Joined) {
            room = entry.room();
            user = userName;
        }
        return entry.outcome();
    }

    /** Says something to everyone in the room, this one too. */
    public ChatOutcome say(String text) {
        if (room == null) {
            return refused("room: none (expected: chat-join first)");
        }
        if (!ChatWords.isText(text)) {
            return refused("text: " + ClientRequest.shown(text) + " (expected: 1 to " + ChatWords.LONGEST_TEXT
                    + " characters, no control characters)");
        }
        if (!messages.trySpend(nowNs.getAsLong())) {
            return tooFast("messages");
        }
        room.say(user, text);
        return new ChatOutcome.Said();
    }

    /** Out of the room. */
    public ChatOutcome leave() {
        if (room == null) {
            return refused("room: none (expected: chat-join first)");
        }
        ChatRoom left = room;
        room = null;
        service.leave(left, user, listener);
        return new ChatOutcome.Left(left.name());
    }

    private static ChatOutcome badName(String field, String name) {
        return refused(field + ": " + ClientRequest.shown(name) + " (expected: 1 to " + ChatWords.LONGEST_NAME
                + " characters, none of them a control character, no space at the ends)");
    }

    private static ChatOutcome tooFast(String what) {
        return new ChatOutcome.Refused(ErrorCode.LIMIT, what + ": too many (expected: " + PER_SECOND + " a second)");
    }

    private static ChatOutcome refused(String message) {
        return new ChatOutcome.Refused(ErrorCode.BAD_REQUEST, message);
    }
}
