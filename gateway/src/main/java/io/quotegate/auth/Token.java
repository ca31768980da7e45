package io.quotegate.auth;

import io.quotegate.api.Right;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One token as it is kept: not what opens, but how to know it. Immutable: any thread.
 *
 * @param name    whose it is
 * @param sha256  of the token itself, 64 hexadecimal digits in lower case
 * @param rights  what it may do, of {@link Right#GIVEN}
 * @param created to the second
 */
public record Token(String name, String sha256, Set<Right> rights, Instant created) {
    /** What names must be, in words. */
    public static final String NAME_EXPECTED = "1 to 64 letters, digits and . _ @ -, the first a letter or a digit";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

    public Token {
        if (!isName(name)) {
            throw new IllegalArgumentException("name (expected: " + NAME_EXPECTED + ')');
        }
        if (!SHA_256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("sha256 (expected: 64 hexadecimal digits in lower case)");
        }
        if (rights.isEmpty() || !Right.GIVEN.containsAll(rights)) {
            throw new IllegalArgumentException("rights: " + rights + " (expected: some of " + Right.GIVEN + ')');
        }
        rights = Collections.unmodifiableSet(EnumSet.copyOf(rights));
    }

    /** Whether a token may be called so. */
    public static boolean isName(String text) {
        return NAME.matcher(text).matches();
    }

    /** Whether what needs {@code right} is answered to who has it. */
    public boolean permits(Right right) {
        return right == Right.ANYBODY || right == Right.TOKEN || rights.contains(right);
    }
}
