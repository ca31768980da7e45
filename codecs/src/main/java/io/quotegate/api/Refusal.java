package io.quotegate.api;

import io.quotegate.market.Instrument;
import io.quotegate.market.Instruments;
import java.util.regex.Pattern;

/**
 * Why something that was asked for is not to be had, the same on every protocol. What several services or protocols say
 * is worded here, once. Immutable: any thread.
 *
 * @param message fit to be shown to the client
 */
public record Refusal(ErrorCode code, String message) {
    /** It is our fault, and the log says more. */
    public static final Refusal FAILED = new Refusal(ErrorCode.INTERNAL, "the gateway failed to answer");

    /** More is asked for in a second than may be. */
    public static final Refusal TOO_MANY_REQUESTS =
            new Refusal(ErrorCode.LIMIT, "more requests than limits.requests-per-second");

    /** A request of Protobuf that sets none of those we know. */
    public static final Refusal NO_REQUEST = badRequest("request: not set, or of a later version");

    /** There is no telling which pair is meant. */
    public static final Refusal NO_PAIR = badRequest("pair", "", "a pair such as BTC-USDT");

    private static final String TOKEN_PREFIX = "qg_";
    private static final Pattern TOKEN = Pattern.compile(TOKEN_PREFIX + "[A-Za-z0-9]+");

    /** Most characters of a wrong value that an answer repeats. */
    private static final int LONGEST_SHOWN = 64;

    public Refusal {
        message = withoutTokens(message);
    }

    /** What a peer sent without what may be a token, wherever the peer has put it. */
    public static String withoutTokens(String text) {
        return text.contains(TOKEN_PREFIX) ? TOKEN.matcher(text).replaceAll(TOKEN_PREFIX + "...") : text;
    }

    /** The request is wrong as {@code message} says. */
    public static Refusal badRequest(String message) {
        return new Refusal(ErrorCode.BAD_REQUEST, message);
    }

    /**
     * One field of the request is wrong.
     *
     * @param given what stood in it; empty if it was missing
     */
    public static Refusal badRequest(String field, String given, String expected) {
        return badRequest(
                field + ": " + (given.isEmpty() ? "missing" : shown(given)) + " (expected: " + expected + ')');
    }

    /** None of {@code instruments} is spelled {@code given}; the nearest is told. */
    public static Refusal unknownPair(String given, Instruments instruments) {
        Instrument nearest = instruments.nearest(given);
        String hint = nearest == null ? "" : " (did you mean " + nearest.symbol() + "?)";
        return new Refusal(ErrorCode.UNKNOWN_PAIR, "unknown pair: " + shown(given) + hint);
    }

    /** No venue has quoted the pair called {@code symbol} since the start. */
    public static Refusal noQuoteYet(String symbol) {
        return new Refusal(ErrorCode.NO_DATA, "no quote of " + symbol + " yet");
    }

    /** As much of what a peer sent as is worth repeating to it. */
    public static String shown(String given) {
        if (given.length() <= LONGEST_SHOWN) {
            return given;
        }
        boolean cutsPair = Character.isHighSurrogate(given.charAt(LONGEST_SHOWN - 1));
        return given.substring(0, cutsPair ? LONGEST_SHOWN - 1 : LONGEST_SHOWN) + "...";
    }
}
