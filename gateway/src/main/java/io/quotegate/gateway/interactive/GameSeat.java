package io.quotegate.gateway.interactive;

import io.quotegate.api.GameResult;
import io.quotegate.api.Outcome;
import io.quotegate.service.game.GamePlayer;
import java.util.HashSet;
import java.util.Set;

/** One connection in the game, playing, listening or both. Confined to its event loop. */
public final class GameSeat {
    private final LoopGame loop;
    private final GamePlayer player;
    private final LoopGame.Ear ear;

    private final Set<Long> guessedIn = new HashSet<>(); // rounds whose end it has not heard of
    private boolean listening;

    GameSeat(LoopGame loop, GamePlayer player, LoopGame.Ear ear) {
        this.loop = loop;
        this.player = player;
        this.ear = ear;
    }

    /** Hears of the end of every round from now on. */
    public void listen() {
        listening = true;
        loop.add(this);
    }

    /** Hears only of the end of rounds it plays in. */
    public void listenNoMore() {
        listening = false;
    }

    /** Guesses {@code number} as {@code user}. */
    public Outcome<GameResult> guess(String user, int number) {
        return player.guess(user, number).onAnswer(result -> {
            if (result.kind() != GameResult.Kind.OVER) {
                guessedIn.add(player.round());
                loop.add(this);
            }
        });
    }

    /** The connection is gone. */
    public void close() {
        loop.remove(this);
        player.close();
    }

    void onOver(long round, GamePlayer winner, SharedPush push) {
        boolean played = guessedIn.remove(round);
        if (player != winner && (played || listening)) {
            ear.onOver(push);
        }
    }
}
