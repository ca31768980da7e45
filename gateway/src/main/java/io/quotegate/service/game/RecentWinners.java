package io.quotegate.service.game;

import io.quotegate.api.GameWin;
import java.util.ArrayDeque;
import java.util.List;

/** The last winners, for as long as the process lives. Any thread. */
public final class RecentWinners implements WinnerBook {
    /** Winners that are remembered. */
    public static final int MOST = 1000;

    private final ArrayDeque<GameWin> wins = new ArrayDeque<>(); // the newest first

    @Override
    public synchronized void add(GameWin win) {
        wins.addFirst(win);
        if (wins.size() > MOST) {
            wins.removeLast();
        }
    }

    /** Adds wins of the past, the newest first, that are not there yet. */
    public synchronized void addEarlier(List<GameWin> earlier) {
        List<GameWin> missing =
                earlier.stream().filter(win -> !wins.contains(win)).toList();
        wins.addAll(missing.subList(0, Math.min(missing.size(), MOST - wins.size())));
    }

    @Override
    public synchronized List<GameWin> list(int limit) {
        return wins.stream().limit(limit).toList();
    }
}
