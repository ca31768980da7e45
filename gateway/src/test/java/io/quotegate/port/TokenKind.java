package io.quotegate.port;

import io.quotegate.api.Right;
import io.quotegate.auth.TokenFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a client may show that wants something for which it takes a right. */
enum TokenKind {
    NONE,
    WRONG,
    REVOKED,
    /** That has nothing but the right. */
    RIGHT,
    /** That has all rights but it. */
    WITHOUT;

    static final String OK = "ok";

    /** What comes of it: {@link #OK}, or the code of an error. */
    String outcome(Right right) {
        if (right == Right.ANYBODY) {
            return OK;
        }
        if (this != RIGHT && this != WITHOUT) {
            return "unauthenticated";
        }
        return this == RIGHT || right == Right.TOKEN ? OK : "forbidden";
    }

    /** Tokens of every kind, in a file. */
    static final class Ring {
        private final Map<Right, String> only = new EnumMap<>(Right.class);
        private final Map<Right, String> allBut = new EnumMap<>(Right.class);
        private final List<String> all = new ArrayList<>();
        private final String revoked;

        Ring(Path path) throws IOException {
            TokenFile file = new TokenFile(path);
            revoked = file.add("revoked", Set.copyOf(Right.GIVEN));
            all.add(revoked);
            for (Right right : Right.GIVEN) {
                only.put(right, file.add("only-" + right.wireName(), Set.of(right)));
                Set<Right> others = EnumSet.copyOf(Right.GIVEN);
                others.remove(right);
                allBut.put(right, file.add("all-but-" + right.wireName(), others));
            }
            all.addAll(only.values());
            all.addAll(allBut.values());
        }

        /** The token of {@code kind} for {@code right}; empty for none. */
        String token(TokenKind kind, Right right) {
            Right known = Right.GIVEN.contains(right) ? right : Right.RELAY;
            return switch (kind) {
                case NONE -> "";
                case WRONG -> "qg_ThisIsNoTokenThatAnybodyHasMade0";
                case REVOKED -> revoked;
                case RIGHT -> String.valueOf(only.get(known));
                case WITHOUT -> String.valueOf(allBut.get(known));
            };
        }

        /** All that are, or were, valid. */
        List<String> all() {
            return all;
        }
    }
}
