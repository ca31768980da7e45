package io.quotegate.service.chat;

import io.quotegate.api.ChatEvent;
import io.quotegate.api.ErrorCode;
import java.util.List;

/** What comes of asking for something in a chat. */
public sealed interface ChatOutcome {
    /**
     * In the room.
     *
     * @param members in the order they joined, the new one last
     * @param before  messages that were said before, the oldest first
     * @param seq     of the last event before the new member hears for itself
     */
    record Joined(String room, List<String> members, List<ChatEvent> before, long seq) implements ChatOutcome {}

    /** It was said. */
    record Said() implements ChatOutcome {}

    /** Out of the room. */
    record Left(String room) implements ChatOutcome {}

    /** Nothing has changed. */
    record Refused(ErrorCode code, String message) implements ChatOutcome {}
}
