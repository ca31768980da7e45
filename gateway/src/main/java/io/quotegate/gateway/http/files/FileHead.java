package io.quotegate.gateway.http.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import io.quotegate.api.ErrorCode;
import io.quotegate.gateway.http.HttpDate;
import io.quotegate.gateway.http.HttpFields;
import io.quotegate.gateway.http.HttpProblem;
import io.quotegate.gateway.http.Precondition;
import io.quotegate.gateway.http.RequestHead;
import io.quotegate.gateway.http.ResponseHead;
import io.quotegate.service.files.OpenFile;
import java.net.URLEncoder;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The head of an answer that sends a file, or says why it need not. Immutable: any thread.
 *
 * @param range what is sent; {@link ByteRange#NONE} for a range that the file does not have
 * @param part  whether that is what a range asked for
 * @param precondition what the client says to know of it, and what follows
 */
record FileHead(
        OpenFile file,
        ByteRange range,
        boolean part,
        Precondition precondition,
        @Nullable String coding) {
    private static final AsciiString TYPE_OPTIONS = AsciiString.cached("x-content-type-options");
    private static final AsciiString NO_SNIFF = AsciiString.cached("nosniff");
    private static final AsciiString SANDBOX = AsciiString.cached("sandbox; default-src 'none'");
    private static final int FIELDS = 13;

    /**
     * What to answer {@code request} with.
     *
     * @param asked the name that was asked for; where that is not the file's own, its content is what the name promises
     *              packed, as the client can unpack it
     */
    static FileHead of(RequestHead request, String asked, OpenFile file) {
        String name = file.entry().name();
        String coding = name.equals(asked) ? null : ContentTypes.coding(name);
        long size = file.entry().sizeBytes();
        ByteRange all = new ByteRange(0, size);
        String tag = tag(file, coding);
        Precondition precondition = Precondition.of(request, tag, modified(file));
        if (precondition != Precondition.MET) {
            return new FileHead(file, all, false, precondition, coding);
        }
        ByteRange wanted = isSameAs(request.field(HttpHeaderNames.IF_RANGE), tag, file)
                ? ByteRange.of(request.field(HttpHeaderNames.RANGE), size)
                : null;
        return new FileHead(file, wanted == null ? all : wanted, wanted != null, precondition, coding);
    }

    private static String tag(OpenFile file, @Nullable String coding) {
        return '"' + file.tag() + (coding == null ? "" : '-' + coding) + '"';
    }

    /** Whether the file is still what the client has a part of, as far as it asks. */
    private static boolean isSameAs(@Nullable AsciiString ifRange, String tag, OpenFile file) {
        return ifRange == null
                || ifRange.toString().equals(tag)
                || modified(file).equals(HttpDate.parse(ifRange));
    }

    private static Instant modified(OpenFile file) {
        return Instant.ofEpochSecond(
                TimeUnit.MICROSECONDS.toSeconds(file.entry().modifiedUs()));
    }

    /** Whether the range is one that the file does not have. */
    private boolean isUnsatisfiable() {
        return range == ByteRange.NONE;
    }

    /** Whether content is to follow, unless it was not asked for. */
    boolean hasContent() {
        return precondition == Precondition.MET && !isUnsatisfiable();
    }

    /** Why the file is refused; null if it is not. */
    @Nullable
    HttpProblem problem() {
        return precondition == Precondition.FAILED
                ? new HttpProblem(
                        HttpResponseStatus.PRECONDITION_FAILED.code(),
                        ErrorCode.BAD_REQUEST,
                        "If-Match or If-Unmodified-Since: the file is another one by now")
                : null;
    }

    /** What the client may know of the file though it is refused. */
    HttpFields known() {
        return HttpFields.of(HttpHeaderNames.ETAG, AsciiString.of(tag(file, coding)));
    }

    ResponseHead response() {
        return isUnsatisfiable() ? unsatisfiable() : new ResponseHead(status(), fields());
    }

    private ResponseHead unsatisfiable() {
        return ResponseHead.of(
                HttpResponseStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
                HttpHeaderNames.CONTENT_RANGE,
                AsciiString.of("bytes */" + file.entry().sizeBytes()),
                HttpHeaderNames.CONTENT_LENGTH,
                HttpHeaderValues.ZERO,
                HttpHeaderNames.DATE,
                HttpDate.now());
    }

    private HttpResponseStatus status() {
        if (precondition == Precondition.NOT_MODIFIED) {
            return HttpResponseStatus.NOT_MODIFIED;
        }
        return part ? HttpResponseStatus.PARTIAL_CONTENT : HttpResponseStatus.OK;
    }

    private HttpFields fields() {
        String name = file.entry().name();
        HttpFields.Builder fields = HttpFields.builder(FIELDS)
                .add(HttpHeaderNames.ETAG, tag(file, coding))
                .add(HttpHeaderNames.LAST_MODIFIED, HttpDate.of(modified(file)))
                .add(HttpHeaderNames.ACCEPT_RANGES, HttpHeaderValues.BYTES)
                .add(HttpHeaderNames.CACHE_CONTROL, HttpHeaderValues.NO_CACHE)
                .add(HttpHeaderNames.DATE, HttpDate.now());
        if (coding != null) {
            fields.add(HttpHeaderNames.VARY, HttpHeaderNames.ACCEPT_ENCODING);
        }
        if (precondition == Precondition.NOT_MODIFIED) {
            return fields.build();
        }
        String content = coding == null ? name : ContentTypes.unpacked(name);
        fields.add(HttpHeaderNames.CONTENT_TYPE, ContentTypes.of(content));
        fields.add(HttpHeaderNames.CONTENT_LENGTH, String.valueOf(range.to() - range.from()));
        fields.add(TYPE_OPTIONS, NO_SNIFF); // a browser shall not make more of it
        fields.add(HttpHeaderNames.CONTENT_SECURITY_POLICY, SANDBOX); // nor let it be a page of ours
        if (!ContentTypes.isShown(content)) {
            fields.add(HttpHeaderNames.CONTENT_DISPOSITION, attachment(content));
        }
        if (coding != null) {
            fields.add(HttpHeaderNames.CONTENT_ENCODING, coding);
        }
        if (part) {
            long size = file.entry().sizeBytes();
            fields.add(HttpHeaderNames.CONTENT_RANGE, "bytes " + range.from() + '-' + (range.to() - 1) + '/' + size);
        }
        return fields.build();
    }

    /** To be kept under its name without folders, as RFC 6266 §4.3 and RFC 8187 §3.2 spell it. */
    private static String attachment(String name) {
        String own = name.substring(name.lastIndexOf('/') + 1);
        return "attachment; filename*=UTF-8''"
                + URLEncoder.encode(own, UTF_8).replace("+", "%20").replace("*", "%2A");
    }
}
