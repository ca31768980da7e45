package io.quotegate.auth;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.text.Sha256;
import java.security.SecureRandom;

/** What a client shows to be known: a prefix that tells what it is, and 190 random bits. Any thread. */
public final class Secret {
    private static final String PREFIX = "qg_";
    private static final int RANDOM_LENGTH = 32;
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /** What is longer is none of ours. */
    private static final int LONGEST = 256;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Secret() {}

    /** A new one. */
    public static String next() {
        StringBuilder secret = new StringBuilder(PREFIX);
        for (int i = 0; i < RANDOM_LENGTH; i++) {
            secret.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return secret.toString();
    }

    static boolean isPossible(CharSequence shown) {
        return shown.length() > 0 && shown.length() <= LONGEST;
    }

    /** SHA-256 of what was shown. */
    static byte[] hash(CharSequence shown) {
        return Sha256.of(shown.toString().getBytes(UTF_8));
    }
}
