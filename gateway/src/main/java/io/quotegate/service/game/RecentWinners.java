package io.quotegate.service.game;

import io.quotegate.codec.GameWin;
import java.util.ArrayDeque;
import java.util.List;

/** The last winners, for as long as the process lives. Any thread. */
public final class RecentWinners implements WinnerBook {
    private static final int MOST = 1000;

    private final ArrayDeque<GameWin> wins = new ArrayDeque<>(); // the newest first

    @Override
    public synchronized void add(GameWin win) {
        wins.addFirst(win);
        if (wins.size() > MOST) {
            wins.removeLast();
        }
    }

    @Override
    public synchronized List<GameWin> list(int limit) {
        return wins.stream().limit(limit).toList();
    }
}
