package io.quotegate.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import io.quotegate.service.files.OpenFile;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The head of an answer that sends a file, or says why it need not. Immutable: any thread.
 *
 * @param range what is sent; {@link ByteRange#NONE} for a range that the file does not have
 * @param part  whether that is what a range asked for
 * @param fresh whether the client has it already
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9110#section-13.2.2">RFC 9110 §13.2.2</a>
 */
record FileHead(
        OpenFile file,
        ByteRange range,
        boolean part,
        boolean fresh,
        @Nullable String coding) {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    /** What to answer {@code request} with. */
    static FileHead of(Http2Headers request, OpenFile file) {
        String coding = ContentTypes.coding(file.entry().name());
        String accepted = coding == null || !FileRoutes.accepts(request, coding) ? null : coding;
        long size = file.entry().sizeBytes();
        ByteRange all = new ByteRange(0, size);
        String tag = tag(file, accepted);
        if (isFresh(request, tag, file)) {
            return new FileHead(file, all, false, true, accepted);
        }
        ByteRange wanted = isSameAs(request.get(HttpHeaderNames.IF_RANGE), tag, file)
                ? ByteRange.of(request.get(HttpHeaderNames.RANGE), size)
                : null;
        return new FileHead(file, wanted == null ? all : wanted, wanted != null, false, accepted);
    }

    private static String tag(OpenFile file, @Nullable String coding) {
        return '"' + file.tag() + (coding == null ? "" : '-' + coding) + '"';
    }

    private static boolean isFresh(Http2Headers request, String tag, OpenFile file) {
        CharSequence noneMatch = request.get(HttpHeaderNames.IF_NONE_MATCH);
        if (noneMatch != null) {
            for (String known : noneMatch.toString().split(",", -1)) {
                String bare = known.strip();
                if (bare.equals("*") || bare.equals(tag) || bare.equals("W/" + tag)) {
                    return true;
                }
            }
            return false;
        }
        CharSequence since = request.get(HttpHeaderNames.IF_MODIFIED_SINCE);
        Instant known = since == null ? null : instant(since);
        return known != null && !modified(file).isAfter(known);
    }

    /** Whether the file is still what the client has a part of, as far as it asks. */
    private static boolean isSameAs(@Nullable CharSequence ifRange, String tag, OpenFile file) {
        return ifRange == null
                || ifRange.toString().equals(tag)
                || modified(file).equals(instant(ifRange));
    }

    private static @Nullable Instant instant(CharSequence date) {
        try {
            return ZonedDateTime.parse(date, DATE).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Instant modified(OpenFile file) {
        return Instant.ofEpochSecond(
                TimeUnit.MICROSECONDS.toSeconds(file.entry().modifiedUs()));
    }

    /** Whether the range is one that the file does not have. */
    boolean isUnsatisfiable() {
        return range == ByteRange.NONE;
    }

    /** The fields of the head. */
    Http2Headers fields() {
        String name = file.entry().name();
        Http2Headers head = new DefaultHttp2Headers(false, 16)
                .status(fresh ? "304" : part ? "206" : "200")
                .set(HttpHeaderNames.ETAG, tag(file, coding))
                .set(HttpHeaderNames.LAST_MODIFIED, DATE.format(modified(file)))
                .set(HttpHeaderNames.ACCEPT_RANGES, HttpHeaderValues.BYTES)
                .set(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_CACHE)
                .set(HttpHeaderNames.DATE, HttpResponder.DateHeader.now());
        if (ContentTypes.coding(name) != null) {
            head.set(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT_ENCODING);
        }
        if (fresh) {
            return head;
        }
        head.set(HttpHeaderNames.CONTENT_TYPE, ContentTypes.of(coding == null ? name : ContentTypes.unpacked(name)));
        head.set(HttpHeaderNames.CONTENT_LENGTH, String.valueOf(range.to() - range.from()));
        head.set("x-content-type-options", "nosniff"); // a browser shall not make more of it
        if (coding != null) {
            head.set(HttpHeaderNames.CONTENT_ENCODING, coding);
        }
        if (part) {
            long size = file.entry().sizeBytes();
            head.set(HttpHeaderNames.CONTENT_RANGE, "bytes " + range.from() + '-' + (range.to() - 1) + '/' + size);
        }
        return head;
    }
}
