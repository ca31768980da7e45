package io.quotegate.gateway.http.files;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The part of a file that a request wants, from {@code from} to before {@code to}.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9110#section-14.2">RFC 9110 §14.2</a>
 */
record ByteRange(long from, long to) {
    /** What no file can satisfy: it begins behind the end. */
    static final ByteRange NONE = new ByteRange(-1, -1);

    // Eighteen digits overflow nothing.
    private static final Pattern SINGLE = Pattern.compile("\\s*bytes\\s*=\\s*([0-9]{0,18})\\s*-\\s*([0-9]{0,18})\\s*");

    /** What {@code header} asks of a file of {@code size} bytes; null, so that all is sent, if it is no single range. */
    static @Nullable ByteRange of(@Nullable CharSequence header, long size) {
        Matcher matcher = header == null ? null : SINGLE.matcher(header);
        if (matcher == null || !matcher.matches()) {
            return null;
        }
        String first = matcher.group(1);
        String last = matcher.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? null : suffix(Long.parseLong(last), size);
        }
        long from = Long.parseLong(first);
        long to = last.isEmpty() ? size : Math.min(size, Long.parseLong(last) + 1);
        if (!last.isEmpty() && Long.parseLong(last) < from) {
            return null;
        }
        return from >= size ? NONE : new ByteRange(from, to);
    }

    private static ByteRange suffix(long length, long size) {
        return length == 0 || size == 0 ? NONE : new ByteRange(Math.max(0, size - length), size);
    }
}
