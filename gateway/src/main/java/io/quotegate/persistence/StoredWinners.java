package io.quotegate.persistence;

import io.quotegate.api.GameWin;
import io.quotegate.service.game.RecentWinners;
import io.quotegate.service.game.WinnerBook;
import io.quotegate.store.StoreThreads;
import io.quotegate.store.WinnerTable;
import java.util.List;

/**
 * The winners of the game, kept in the store and answered from memory. Those of earlier runs are read at start, and
 * again and again while the store is down. Any thread.
 */
final class StoredWinners implements WinnerBook {
    private final RecentWinners recent = new RecentWinners();
    private final WinnerTable table;

    private StoredWinners(WinnerTable table) {
        this.table = table;
    }

    /** Begins to read those of earlier runs. */
    static StoredWinners of(WinnerTable table, StoreThreads threads) {
        StoredWinners winners = new StoredWinners(table);
        EarlierRun.read(() -> table.newest(RecentWinners.MOST), winners.recent::addEarlier, threads);
        return winners;
    }

    @Override
    public void add(GameWin win) {
        recent.add(win);
        table.add(win); // a failure is counted there
    }

    @Override
    public List<GameWin> list(int limit) {
        return recent.list(limit);
    }
}
