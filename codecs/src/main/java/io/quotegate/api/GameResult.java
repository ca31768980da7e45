package io.quotegate.api;

import java.util.Locale;

/**
 * What became of a guess, or of the round. Immutable: any thread.
 *
 * @param winner of the round that is over; empty otherwise
 */
public record GameResult(Kind kind, String winner) {
    public static final GameResult TOO_HIGH = new GameResult(Kind.TOO_HIGH, "");
    public static final GameResult TOO_LOW = new GameResult(Kind.TOO_LOW, "");
    public static final GameResult WON = new GameResult(Kind.WON, "");

    /** The kinds of results there are. */
    public enum Kind {
        TOO_HIGH("Your number is too high"),
        TOO_LOW("Your number is too low"),
        WON("BRAVO, you won"),
        OVER("Game over, the winner is ");

        private final String wireName = name().toLowerCase(Locale.ROOT);
        private final String words;

        Kind(String words) {
            this.words = words;
        }

        public String wireName() {
            return wireName;
        }
    }

    /** The round is over: {@code winner} has won it. */
    public static GameResult over(String winner) {
        return new GameResult(Kind.OVER, winner);
    }

    /** The result in words. */
    public String message() {
        return kind.words + winner;
    }
}
