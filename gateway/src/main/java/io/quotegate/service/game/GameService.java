package io.quotegate.service.game;

import io.quotegate.api.GameResult;
import io.quotegate.api.GameWin;
import io.quotegate.api.Outcome;
import io.quotegate.api.Refusal;
import io.quotegate.service.chat.ChatWords;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A number is to be guessed; whoever does so first wins the round. One lock decides who is first, so that each round
 * has exactly one winner. Any thread.
 */
public final class GameService {
    /** Numbers are from 1 to this. */
    public static final int HIGHEST = 1000;

    private final Rules rules;
    private final WinnerBook winners;
    private final CopyOnWriteArraySet<GameListener> listeners = new CopyOnWriteArraySet<>();
    private final Map<String, GamePlayer> names = new HashMap<>();

    private long round = 1;
    private int number;
    private long guesses;
    private String winner = ""; // of the round, once it is over
    private long overNs;

    /**
     * What the game is played by.
     *
     * @param draw    the next number, 1 to 1000
     * @param pause   between the end of a round and the next
     * @param nowNs   a clock that only goes forward
     * @param epochUs microseconds since the epoch
     */
    public record Rules(IntSupplier draw, Duration pause, LongSupplier nowNs, LongSupplier epochUs) {}

    public GameService(Rules rules, WinnerBook winners) {
        this.rules = rules;
        this.winners = winners;
        number = rules.draw().getAsInt();
    }

    /** A new player, without a name yet. */
    public GamePlayer player() {
        return new GamePlayer(this);
    }

    /** Tells {@code listener} of every round that is over, from now on. */
    public void listen(GameListener listener) {
        listeners.add(listener);
    }

    /** Who won the last {@code limit} rounds, the newest first. */
    public List<GameWin> winners(int limit) {
        return winners.list(limit);
    }

    /** What came of a guess, and the round it counted in; 0 if it did not. */
    record Taken(long round, GameResult result) {}

    synchronized Outcome<Taken> guess(GamePlayer player, String user, int guessed) {
        Refusal problem = problem(player, user, guessed);
        return problem == null ? Outcome.of(taken(player, user, guessed)) : Outcome.refused(problem);
    }

    private Taken taken(GamePlayer player, String user, int guessed) {
        take(player, user);
        if (!winner.isEmpty()) {
            if (rules.nowNs().getAsLong() - overNs < rules.pause().toNanos()) {
                return new Taken(0, GameResult.over(winner));
            }
            begin();
        }
        guesses++;
        if (guessed != number) {
            return new Taken(round, guessed > number ? GameResult.TOO_HIGH : GameResult.TOO_LOW);
        }
        win(player, user);
        return new Taken(round, GameResult.WON);
    }

    private @Nullable Refusal problem(GamePlayer player, String user, int guessed) {
        if (!ChatWords.isName(user)) {
            return ChatWords.badName("user", user);
        }
        if (guessed < 1 || guessed > HIGHEST) {
            return Refusal.badRequest("number (expected: 1.." + HIGHEST + ')');
        }
        GamePlayer owner = names.get(user);
        return owner == null || owner == player
                ? null
                : Refusal.badRequest("user: " + user + " belongs to another connection");
    }

    private void take(GamePlayer player, String user) {
        if (!user.equals(player.name)) {
            release(player);
            player.name = user;
            names.put(user, player);
        }
    }

    private void begin() {
        round++;
        number = rules.draw().getAsInt();
        guesses = 0;
        winner = "";
    }

    private void win(GamePlayer player, String user) {
        winner = user;
        overNs = rules.nowNs().getAsLong();
        winners.add(new GameWin(user, number, guesses, rules.epochUs().getAsLong()));
        listeners.forEach(listener -> listener.onOver(round, player, user));
    }

    synchronized void release(GamePlayer player) {
        if (player.name != null) {
            names.remove(player.name);
            player.name = null;
        }
    }
}
