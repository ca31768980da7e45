package io.quotegate.gateway.http;

import io.netty.handler.codec.http.QueryStringDecoder;

/**
 * The path of a request, which was split into its segments before they were decoded: a slash that is escaped belongs to
 * its segment. Immutable: any thread.
 *
 * @param text         decoded
 * @param escapedSlash where the first slash of {@code text} is that separates nothing; {@link #NOWHERE} if all do
 * @param lastSlash    where the last one is that separates segments; negative if none does
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc3986#section-2.4">RFC 3986 §2.4</a>
 */
record RequestPath(String text, int escapedSlash, int lastSlash) {
    private static final int NOWHERE = Integer.MAX_VALUE;

    /**
     * The path that {@code raw} is.
     *
     * @throws IllegalArgumentException if something is escaped wrongly
     */
    static RequestPath of(String raw) {
        return raw.indexOf('%') < 0 ? new RequestPath(raw, NOWHERE, raw.lastIndexOf('/')) : decoded(raw);
    }

    private static RequestPath decoded(String raw) {
        StringBuilder text = new StringBuilder(raw.length());
        int escapedSlash = NOWHERE;
        int lastSlash = -1;
        for (int from = 0; from <= raw.length(); ) {
            if (from > 0) {
                lastSlash = text.length();
                text.append('/');
            }
            int slash = raw.indexOf('/', from);
            int to = slash < 0 ? raw.length() : slash;
            String segment = new QueryStringDecoder(raw.substring(from, to)).path();
            int inside = segment.indexOf('/');
            if (inside >= 0 && escapedSlash == NOWHERE) {
                escapedSlash = text.length() + inside;
            }
            text.append(segment);
            from = to + 1;
        }
        return new RequestPath(text.toString(), escapedSlash, lastSlash);
    }

    /** Whether every slash of {@link #text} separates segments. */
    boolean isPlain() {
        return escapedSlash == NOWHERE;
    }

    /** Whether it begins with {@code prefix}, whose slashes all separate segments. */
    boolean beginsWith(String prefix) {
        return text.startsWith(prefix) && escapedSlash >= prefix.length();
    }

    /** Whether exactly one segment that is not empty follows the first {@code length} characters. */
    boolean hasOneSegmentBehind(int length) {
        return text.length() > length && lastSlash < length;
    }
}
