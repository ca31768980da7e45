package io.quotegate.service.chat;

import io.quotegate.api.ChatEvent;
import io.quotegate.api.ErrorCode;
import io.quotegate.api.Outcome;
import io.quotegate.api.Refusal;
import io.quotegate.time.RateLimit;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * One room: who is in it, what was said last, and one order of everything that happens. Any thread; who changes
 * something holds the room while its listeners are told.
 */
final class ChatRoom {
    /** How many messages a new member is told. */
    static final int REMEMBERED = 50;
    /** Most members. */
    static final int MOST_MEMBERS = 1000;

    /** So many members or less hear a message for one share of what a room may tell. */
    private static final int SHARE_MEMBERS = 100;
    /** Shares in a second: 200 messages in a small room, 20 in a full one. */
    static final int SHARES_PER_SECOND = 200;

    private final String name;
    private final LongSupplier epochUs;
    private final LongSupplier nowNs;
    private final RateLimit told = new RateLimit(SHARES_PER_SECOND, Duration.ofSeconds(1));
    private final Set<String> members = new LinkedHashSet<>();
    private final Map<ChatListener, Integer> listeners = new HashMap<>(); // with their number of members
    private final ArrayDeque<ChatEvent> messages = new ArrayDeque<>();
    private long seq;

    /** @param nowNs a clock that only goes forward */
    ChatRoom(String name, LongSupplier epochUs, LongSupplier nowNs) {
        this.name = name;
        this.epochUs = epochUs;
        this.nowNs = nowNs;
    }

    String name() {
        return name;
    }

    synchronized boolean isEmpty() {
        return members.isEmpty();
    }

    synchronized Outcome<RoomEntry> join(String user, ChatListener listener) {
        if (members.size() >= MOST_MEMBERS) {
            return Outcome.refused(new Refusal(ErrorCode.LIMIT, "room: full (expected: at most " + MOST_MEMBERS + ')'));
        }
        if (!members.add(user)) {
            return Outcome.refused(Refusal.badRequest("user: " + user + " is in the room already"));
        }
        publish(ChatEvent.Type.JOINED, user, "");
        listeners.merge(listener, 1, Integer::sum);
        return Outcome.of(new RoomEntry(name, List.copyOf(members), List.copyOf(messages), seq));
    }

    /** Tells everyone, unless so much was told within the last second that it would be more than may be. */
    synchronized Outcome<ChatEvent> say(String user, String text) {
        int shares = (members.size() + SHARE_MEMBERS - 1) / SHARE_MEMBERS;
        long now = nowNs.getAsLong();
        if (told.delayNs(now, shares) > 0) {
            return Outcome.refused(new Refusal(
                    ErrorCode.LIMIT,
                    "messages: too many in the room (expected: " + SHARES_PER_SECOND / shares + " a second)"));
        }
        told.spend(now, shares);
        return Outcome.of(publish(ChatEvent.Type.MESSAGE, user, text));
    }

    synchronized void leave(String user, ChatListener listener) {
        members.remove(user);
        listeners.computeIfPresent(listener, (known, count) -> count == 1 ? null : Integer.valueOf(count - 1));
        publish(ChatEvent.Type.LEFT, user, "");
    }

    private ChatEvent publish(ChatEvent.Type type, String user, String text) {
        seq++;
        ChatEvent event = new ChatEvent(seq, type, name, user, text, epochUs.getAsLong());
        if (type == ChatEvent.Type.MESSAGE) {
            messages.add(event);
            if (messages.size() > REMEMBERED) {
                messages.remove();
            }
        }
        listeners.keySet().forEach(listener -> listener.onEvent(event));
        return event;
    }
}
