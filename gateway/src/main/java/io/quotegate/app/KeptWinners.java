package io.quotegate.app;

import io.quotegate.api.GameWin;
import io.quotegate.service.game.RecentWinners;
import io.quotegate.service.game.WinnerBook;
import io.quotegate.store.Winner;
import io.quotegate.store.WinnerTable;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The winners of the game, kept in the store and answered from memory. Those of earlier runs are read at start, and
 * again and again while the store is down. Any thread.
 */
final class KeptWinners implements WinnerBook {
    private static final long AGAIN_S = 30;

    private final RecentWinners recent = new RecentWinners();
    private final WinnerTable table;

    private KeptWinners(WinnerTable table) {
        this.table = table;
    }

    /** @param keeping runs what is to be done later, until the gateway ends */
    static KeptWinners of(WinnerTable table, Executor keeping) {
        KeptWinners winners = new KeptWinners(table);
        winners.read(keeping);
        return winners;
    }

    private void read(Executor keeping) {
        table.newest(RecentWinners.MOST).whenComplete((earlier, failure) -> {
            if (failure == null) {
                recent.addEarlier(earlier.stream().map(KeptWinners::win).toList());
            } else {
                CompletableFuture.delayedExecutor(AGAIN_S, TimeUnit.SECONDS, keeping)
                        .execute(() -> read(keeping));
            }
        });
    }

    private static GameWin win(Winner winner) {
        return new GameWin(winner.name(), winner.number(), winner.guesses(), winner.timeUs());
    }

    @Override
    public void add(GameWin win) {
        recent.add(win);
        table.add(new Winner(win.name(), win.number(), win.guesses(), win.timeUs())); // a failure is counted there
    }

    @Override
    public List<GameWin> list(int limit) {
        return recent.list(limit);
    }
}
