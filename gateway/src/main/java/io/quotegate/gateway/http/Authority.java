package io.quotegate.gateway.http;

import java.util.regex.Pattern;

/**
 * Host and port as a client calls us, without a user's name. Any thread.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9110#section-7.2">RFC 9110 §7.2</a>
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc3986#section-3.2.2">RFC 3986 §3.2.2</a>
 */
public final class Authority {
    /** An address in brackets, or a name; of what RFC 3986 lets a name have, what no host has is left out. */
    private static final Pattern FORM =
            Pattern.compile("(\\[[0-9A-Fa-f:.]+]|(?:[A-Za-z0-9._~-]|%[0-9A-Fa-f]{2})+)(?::([0-9]{0,5}))?");

    private static final int MAX_PORT = 65_535;
    private static final int MAX_PORT_DIGITS = 5;

    private Authority() {}

    /** Whether {@code text} is one. */
    public static boolean isWellFormed(CharSequence text) {
        return isPlain(text) || isOfForm(text);
    }

    /** As nearly all are, with every request: letters, digits, dots and hyphens, and perhaps a port. */
    private static boolean isPlain(CharSequence text) {
        int end = text.length();
        int i = 0;
        while (i < end && isPlain(text.charAt(i))) {
            i++;
        }
        if (i == 0 || i == end) {
            return i > 0;
        }
        if (text.charAt(i) != ':' || end - i - 1 > MAX_PORT_DIGITS) {
            return false;
        }
        int port = 0;
        for (i++; i < end; i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return false;
            }
            port = 10 * port + digit - '0';
        }
        return port <= MAX_PORT;
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || (c >= 'A' && c <= 'Z');
    }

    private static boolean isOfForm(CharSequence text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            return false;
        }
        String port = parts.group(2);
        return port == null || port.isEmpty() || Integer.parseInt(port) <= MAX_PORT;
    }
}
