package io.quotegate.service.game;

import io.quotegate.api.GameResult;
import io.quotegate.api.Outcome;
import org.jspecify.annotations.Nullable;

/** One connection as the game sees it. Guesses come from its connection's thread. */
public final class GamePlayer {
    private final GameService game;

    @Nullable
    String name; // the game's, under its lock

    private long round; // in which it guessed last

    GamePlayer(GameService game) {
        this.game = game;
    }

    /** Guesses {@code number} as {@code user}. */
    public Outcome<GameResult> guess(String user, int number) {
        return game.guess(this, user, number)
                .onAnswer(taken -> round = taken.round() == 0 ? round : taken.round())
                .map(GameService.Taken::result);
    }

    /** The round in which it guessed last; 0 before it has. */
    public long round() {
        return round;
    }

    /** The connection is gone, and its name is free. */
    public void close() {
        game.release(this);
    }
}
