package io.quotegate.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a request for a file because of what its client says to know of it. Any thread.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9110#section-13.2.2">RFC 9110 §13.2.2</a>
 */
public enum Precondition {
    /** It is answered. */
    MET,
    /** The client has it already. */
    NOT_MODIFIED,
    /** The client wants another state of it than there is. */
    FAILED;

    /**
     * Looks at what {@code request} says, in the order that is asked for.
     *
     * @param tag      of the file, strong, in its quotes
     * @param modified to the second
     */
    public static Precondition of(RequestHead request, String tag, Instant modified) {
        String match = request.fields().list(HttpHeaderNames.IF_MATCH);
        Instant unmodifiedSince = date(request, HttpHeaderNames.IF_UNMODIFIED_SINCE);
        boolean wanted = match == null
                ? unmodifiedSince == null || !modified.isAfter(unmodifiedSince)
                : lists(match, tag, Comparison.STRONG);
        if (!wanted) {
            return FAILED;
        }
        String noneMatch = request.fields().list(HttpHeaderNames.IF_NONE_MATCH);
        Instant modifiedSince = date(request, HttpHeaderNames.IF_MODIFIED_SINCE);
        boolean known = noneMatch == null
                ? modifiedSince != null && !modified.isAfter(modifiedSince)
                : lists(noneMatch, tag, Comparison.WEAK);
        return known ? NOT_MODIFIED : MET;
    }

    /** What is no date is as if it were not there. */
    private static @Nullable Instant date(RequestHead request, AsciiString name) {
        AsciiString date = request.field(name);
        return date == null ? null : HttpDate.parse(date);
    }

    /** How tags are compared, RFC 9110 §8.8.3.2. */
    private enum Comparison {
        STRONG,
        WEAK
    }

    private static boolean lists(String list, String tag, Comparison comparison) {
        for (String element : list.split(",", -1)) {
            String known = element.strip();
            boolean same = known.equals(tag) || (comparison == Comparison.WEAK && known.equals("W/" + tag));
            if (same || known.equals("*")) {
                return true;
            }
        }
        return false;
    }
}
