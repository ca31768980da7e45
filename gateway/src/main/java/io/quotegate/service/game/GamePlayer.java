package io.quotegate.service.game;

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
    public GuessOutcome guess(String user, int number) {
        GameService.Taken taken = game.guess(this, user, number);
        round = taken.round() == 0 ? round : taken.round();
        return taken.outcome();
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
