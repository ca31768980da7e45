package io.quotegate.service.chat;

import io.quotegate.api.ChatEvent;

/** Where the members of one thread hear what happens in their rooms. */
@FunctionalInterface
public interface ChatListener {
    /**
     * Something happened in a room that it has members in. Called by whoever caused it, in the room's order and while
     * the room is held: it hands over to its own thread and returns.
     */
    void onEvent(ChatEvent event);
}
