package io.quotegate.codec;

import io.quotegate.api.ChatEvent;
import io.quotegate.api.FileEntry;
import io.quotegate.api.GameResult;
import io.quotegate.api.GameWin;
import io.quotegate.api.InteractiveRequest;
import io.quotegate.text.ByteWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes what files, chat and game say in one format, without framing: appends one whole message to {@code out} per
 * call. Stateless: any thread.
 */
public interface InteractiveEncoder {
    /** Answers {@link InteractiveRequest.Files}. */
    void files(ByteWriter out, @Nullable String id, List<FileEntry> files);

    /** Says that the content of a file follows. */
    void file(ByteWriter out, @Nullable String id, FileEntry file);

    /** Says that all of it was sent. */
    void fileEnd(ByteWriter out, @Nullable String id);

    /** Answers {@link InteractiveRequest.ChatJoin}. */
    void chatJoined(ByteWriter out, @Nullable String id, String room, List<String> members);

    /** Answers {@link InteractiveRequest.ChatSay} where it has an id. */
    void chatSaid(ByteWriter out, @Nullable String id);

    /** Answers {@link InteractiveRequest.ChatLeave}. */
    void chatLeft(ByteWriter out, @Nullable String id, String room);

    /** A pushed event of a room. */
    void chatPush(ByteWriter out, ChatEvent event);

    /** Answers {@link InteractiveRequest.Guess}. */
    void game(ByteWriter out, @Nullable String id, GameResult result);

    /** Tells everyone else that the round is over. */
    void gamePush(ByteWriter out, GameResult result);

    /** Answers {@link InteractiveRequest.Winners}. */
    void winners(ByteWriter out, @Nullable String id, List<GameWin> wins);
}
