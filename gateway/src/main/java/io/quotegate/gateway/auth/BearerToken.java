package io.quotegate.gateway.auth;

import org.jspecify.annotations.Nullable;

/**
 * The ways in which fields of a request show a token; it is never looked for in a target, which is written down everywhere.
 * Any thread.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc6750#section-2.1">RFC 6750 §2.1</a>
 */
public final class BearerToken {
    /** The cookie in which a browser keeps it. */
    public static final String COOKIE = "quotegate-token";

    /** How the subprotocol begins in which a page shows it that opens a WebSocket, and cannot set fields. */
    private static final String SUBPROTOCOL = "bearer.";

    private static final String SCHEME = "bearer ";

    private BearerToken() {}

    /** The token in a field {@code Authorization}; null if there is none, or it has another thing. */
    public static @Nullable String inAuthorization(@Nullable CharSequence field) {
        String text = field == null ? "" : field.toString();
        return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? text.substring(SCHEME.length()).strip()
                : null;
    }

    /** The token in the subprotocols that are offered; null for none. */
    public static @Nullable String inSubprotocols(@Nullable String offered) {
        return part(offered, SUBPROTOCOL);
    }

    /** The token in cookies; null for none. */
    public static @Nullable String inCookies(@Nullable String cookies) {
        return part(cookies, COOKIE + '=');
    }

    /** What follows {@code prefix} in the first part of {@code list} that begins with it, by commas or semicolons. */
    private static @Nullable String part(@Nullable String list, String prefix) {
        if (list != null) {
            for (String part : list.split("[,;]", -1)) {
                String value = part.strip();
                if (value.startsWith(prefix)) {
                    return value.substring(prefix.length());
                }
            }
        }
        return null;
    }
}
