package io.quotegate.codec;

import io.quotegate.api.ClientRequest;
import io.quotegate.api.GameResult;
import io.quotegate.api.GameWin;
import io.quotegate.text.ByteWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes what is said of the game in one format, without framing: appends one whole message to {@code out} per call.
 * Stateless: any thread.
 */
public interface GameEncoder {
    /** Answers {@link ClientRequest.Guess}. */
    void result(ByteWriter out, @Nullable String id, GameResult result);

    /** Tells everyone else that the round is over. */
    void push(ByteWriter out, GameResult result);

    /** Answers {@link ClientRequest.Winners}. */
    void winners(ByteWriter out, @Nullable String id, List<GameWin> wins);
}
