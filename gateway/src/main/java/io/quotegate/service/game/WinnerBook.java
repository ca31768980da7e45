package io.quotegate.service.game;

import io.quotegate.api.GameWin;
import java.util.List;

/** Who has won. Any thread; neither method waits for a disk. */
public interface WinnerBook {
    /** Keeps a win. */
    void add(GameWin win);

    /** The last {@code limit} wins, the newest first. */
    List<GameWin> list(int limit);
}
