package io.quotegate.service.chat;

import io.quotegate.api.Outcome;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * All rooms. A room comes into being when somebody joins it; what was said in one that everybody left is remembered for
 * a while. Any thread.
 */
public final class ChatService {
    /** Most rooms without members that are remembered. */
    private static final int EMPTY_ROOMS = 100;

    private final LongSupplier epochUs;
    private final LongSupplier nowNs;
    private final Map<String, ChatRoom> rooms = new HashMap<>();
    private final Map<String, ChatRoom> empty = new LinkedHashMap<>(); // the longest empty one first

    /**
     * @param epochUs microseconds since the epoch
     * @param nowNs   a clock that only goes forward
     */
    public ChatService(LongSupplier epochUs, LongSupplier nowNs) {
        this.epochUs = epochUs;
        this.nowNs = nowNs;
    }

    /** A new user, in no room yet, who hears through {@code listener}. */
    public ChatUser user(ChatListener listener) {
        return new ChatUser(this, listener, nowNs);
    }

    /** @param onEntry is given the room if it was joined */
    synchronized Outcome<RoomEntry> join(String name, String user, ChatListener listener, Consumer<ChatRoom> onEntry) {
        ChatRoom remembered = empty.remove(name);
        ChatRoom room = rooms.computeIfAbsent(
                name, missing -> remembered == null ? new ChatRoom(missing, epochUs, nowNs) : remembered);
        Outcome<RoomEntry> outcome = room.join(user, listener).onAnswer(entry -> onEntry.accept(room));
        forgetIfEmpty(room);
        return outcome;
    }

    synchronized void leave(ChatRoom room, String user, ChatListener listener) {
        room.leave(user, listener);
        forgetIfEmpty(room);
    }

    private void forgetIfEmpty(ChatRoom room) {
        if (room.isEmpty()) {
            rooms.remove(room.name());
            empty.put(room.name(), room);
            if (empty.size() > EMPTY_ROOMS) {
                empty.remove(empty.keySet().iterator().next());
            }
        }
    }
}
