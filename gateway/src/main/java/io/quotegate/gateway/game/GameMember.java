package io.quotegate.gateway.game;

import io.quotegate.api.GameResult;
import io.quotegate.api.Outcome;
import io.quotegate.gateway.fanout.SharedMessage;
import io.quotegate.service.game.GamePlayer;
import java.util.HashSet;
import java.util.Set;

/** One connection in the game, playing, listening or both. Confined to its event loop. */
public final class GameMember {
    private final LoopGame loop;
    private final GamePlayer player;
    private final LoopGame.Receiver receiver;

    private final Set<Long> guessedIn = new HashSet<>(); // rounds whose end it has not heard of
    private boolean listening;
    private boolean named; // once it has guessed, until it is gone

    GameMember(LoopGame loop, GamePlayer player, LoopGame.Receiver receiver) {
        this.loop = loop;
        this.player = player;
        this.receiver = receiver;
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
            named = true;
            if (result.kind() != GameResult.Kind.OVER) {
                guessedIn.add(player.round());
                loop.add(this);
            }
        });
    }

    /** Whether it has a name that is nobody else's. */
    public boolean hasName() {
        return named;
    }

    /** The connection is gone. */
    public void close() {
        loop.remove(this);
        player.close();
    }

    void onOver(long round, GamePlayer winner, SharedMessage message) {
        boolean played = guessedIn.remove(round);
        if (player != winner && (played || listening)) {
            receiver.onOver(message);
        }
    }
}
