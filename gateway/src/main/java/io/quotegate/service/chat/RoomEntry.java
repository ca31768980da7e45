package io.quotegate.service.chat;

import io.quotegate.api.ChatEvent;
import java.util.List;

/**
 * What a new member of a room is told. Immutable: any thread.
 *
 * @param members in the order they joined, the new one last
 * @param before  messages that were said before, the oldest first
 * @param seq     of the last event before the new member hears for itself
 */
public record RoomEntry(String room, List<String> members, List<ChatEvent> before, long seq) {}
