package io.quotegate.service.game;

/** Where the players of one thread hear that a round is over. */
@FunctionalInterface
public interface GameListener {
    /**
     * A round was won. Called by whoever won it, while the game is held: it hands over to its own thread and returns.
     *
     * @param round  number of the round
     * @param player who won it
     * @param winner the name it won under
     */
    void onOver(long round, GamePlayer player, String winner);
}
