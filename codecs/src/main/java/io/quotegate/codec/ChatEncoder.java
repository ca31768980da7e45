package io.quotegate.codec;

import io.quotegate.api.ChatEvent;
import io.quotegate.api.ClientRequest;
import io.quotegate.text.ByteWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is said of chat in one format, without framing: appends one whole message to {@code out} per call.
 * Stateless: any thread.
 */
public interface ChatEncoder {
    /** Answers {@link ClientRequest.ChatJoin}. */
    void joined(ByteWriter out, @Nullable String id, String room, List<String> members);

    /** Answers {@link ClientRequest.ChatSay} where it has an id. */
    void said(ByteWriter out, @Nullable String id);

    /** Answers {@link ClientRequest.ChatLeave}. */
    void left(ByteWriter out, @Nullable String id, String room);

    /** A pushed event of a room. */
    void push(ByteWriter out, ChatEvent event);
}
