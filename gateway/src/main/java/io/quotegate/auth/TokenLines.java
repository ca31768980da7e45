package io.quotegate.auth;

import io.quotegate.api.Right;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How tokens stand in a file, one a line: name, SHA-256, rights, when it was made, with spaces between. Lines that are
 * empty or begin with {@code #} are for people. Any thread.
 */
final class TokenLines {
    /** What a new file begins with. */
    static final String HEAD = "# Tokens of quotegate: name, SHA-256 of the token, rights, created."
            + " Made by: quotegate token add NAME\n";

    private static final int FIELDS = 4;

    private TokenLines() {}

    /**
     * The tokens of a file that consists of {@code lines}.
     *
     * @throws TokenException saying which line is wrong and why, without repeating what may be a token
     */
    static List<Token> read(List<String> lines) {
        List<Token> tokens = new ArrayList<>();
        Map<String, Integer> places = new HashMap<>(); // of names and of hashes
        for (int i = 0; i < lines.size(); i++) {
            Token token = token(lines.get(i), i + 1);
            if (token != null) {
                once(places, "the name " + token.name(), token.name(), i + 1);
                once(places, "the token of " + token.name(), token.sha256(), i + 1);
                tokens.add(token);
            }
        }
        return tokens;
    }

    private static void once(Map<String, Integer> places, String what, String value, int number) {
        Integer before = places.put(value, number);
        if (before != null) {
            throw new TokenException("line " + number + ": " + what + " stands in line " + before + " too");
        }
    }

    /** What a line says; null for one that is for people. */
    private static @Nullable Token token(String line, int number) {
        if (nameOf(line) == null) {
            return null;
        }
        String[] fields = line.strip().split("\\s+");
        if (fields.length != FIELDS) {
            throw new TokenException("line " + number + ": " + fields.length
                    + " fields (expected: name, SHA-256, rights and time, as quotegate token add writes them)");
        }
        try {
            return new Token(fields[0], fields[1], rights(fields[2]), Instant.parse(fields[3]));
        } catch (DateTimeException e) {
            throw new TokenException("line " + number + ": time (expected: 2026-11-27T09:00:00Z)");
        } catch (IllegalArgumentException e) {
            throw new TokenException("line " + number + ": " + e.getMessage());
        }
    }

    /** The name that a line begins with; null if it is for people. */
    static @Nullable String nameOf(String line) {
        String text = line.strip();
        return text.isEmpty() || text.startsWith("#") ? null : text.split("\\s", 2)[0];
    }

    static String line(Token token) {
        return token.name() + ' ' + token.sha256() + ' ' + text(token.rights()) + ' ' + token.created();
    }

    /** Rights as they are written, with commas between. */
    static String text(Set<Right> rights) {
        return rights.stream().map(Right::wireName).collect(Collectors.joining(","));
    }

    /**
     * The rights that are written so.
     *
     * @throws IllegalArgumentException if one of them is none
     */
    static Set<Right> rights(String text) {
        Set<Right> rights = EnumSet.noneOf(Right.class);
        for (String name : text.split(",", -1)) {
            Right right = Right.ofWireName(name.strip());
            if (right == null) {
                String all = Right.GIVEN.stream().map(Right::wireName).collect(Collectors.joining(", "));
                throw new IllegalArgumentException("rights (expected: some of " + all + ", with commas between)");
            }
            rights.add(right);
        }
        return rights;
    }
}
