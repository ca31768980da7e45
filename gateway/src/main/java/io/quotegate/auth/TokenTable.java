package io.quotegate.auth;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The tokens that are valid at one time. Immutable: any thread.
 *
 * <p>A token is looked for by 8 bytes of its hash, and then compared as a whole in a time that does not tell where it
 * differs. What the look-up itself takes tells of hashes only, which nobody can choose without choosing tokens by the
 * billion.
 */
public final class TokenTable {
    /** Nobody needs one. */
    public static final TokenTable OFF = new TokenTable(Map.of(), Map.of());

    private final Map<String, Token> byName;
    private final Map<Long, Known> byHash;

    private record Known(byte[] hash, Token token) {}

    private TokenTable(Map<String, Token> byName, Map<Long, Known> byHash) {
        this.byName = byName;
        this.byHash = byHash;
    }

    /** The table of {@code tokens}, no two of which have the same name or the same hash. */
    static TokenTable of(Collection<Token> tokens) {
        Map<String, Token> byName = new LinkedHashMap<>();
        Map<Long, Known> byHash = new HashMap<>();
        for (Token token : tokens) {
            byte[] hash = HexFormat.of().parseHex(token.sha256());
            if (byName.put(token.name(), token) != null || byHash.put(key(hash), new Known(hash, token)) != null) {
                throw new IllegalArgumentException(token.name() + " (expected: once)");
            }
        }
        return new TokenTable(byName, byHash);
    }

    private static long key(byte[] hash) {
        return ByteBuffer.wrap(hash).getLong();
    }

    /** The one that {@code shown} is; null for none. */
    public @Nullable Token find(CharSequence shown) {
        if (!Secret.isPossible(shown)) {
            return null;
        }
        byte[] hash = Secret.hash(shown);
        Known known = byHash.get(key(hash));
        return known != null && MessageDigest.isEqual(known.hash(), hash) ? known.token() : null;
    }

    /** The one called {@code name}; null for none. */
    public @Nullable Token named(String name) {
        return byName.get(name);
    }

    /** What has become of {@code token}: it with its present rights, or null if it is not valid any more. */
    public @Nullable Token successor(Token token) {
        Token now = byName.get(token.name());
        return now != null && now.sha256().equals(token.sha256()) ? now : null;
    }

    /** All of them, in the order of the file. */
    public Collection<Token> all() {
        return byName.values();
    }
}
