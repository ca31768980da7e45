package io.quotegate.gateway.http.page;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import io.quotegate.api.ErrorCode;
import io.quotegate.gateway.http.AnswerListener;
import io.quotegate.gateway.http.HttpDate;
import io.quotegate.gateway.http.HttpFields;
import io.quotegate.gateway.http.HttpProblem;
import io.quotegate.gateway.http.HttpStream;
import io.quotegate.gateway.http.Precondition;
import io.quotegate.gateway.http.RequestHead;
import io.quotegate.gateway.http.ResponseHead;
import io.quotegate.gateway.http.files.ContentTypes;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request for a file of the page. Nothing but this page's own files runs in it, it talks to nobody but
 * us, and no other page shows it or sees into it. Confined to its event loop.
 *
 * @see <a href="https://www.w3.org/TR/CSP3/">Content Security Policy Level 3</a>
 */
final class PageAnswer implements AnswerListener {
    private static final HttpFields RULES = HttpFields.of(
            HttpHeaderNames.CACHE_CONTROL,
            HttpHeaderValues.NO_CACHE, // asked for anew each time, by its tag: one version's files go together
            HttpHeaderNames.VARY,
            HttpHeaderNames.ACCEPT_ENCODING,
            HttpHeaderNames.CONTENT_SECURITY_POLICY,
            AsciiString.cached("default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self';"
                    + " img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
                    + " frame-ancestors 'none'"),
            AsciiString.cached("cross-origin-opener-policy"),
            AsciiString.cached("same-origin"),
            AsciiString.cached("cross-origin-resource-policy"),
            AsciiString.cached("same-origin"),
            AsciiString.cached("referrer-policy"),
            AsciiString.cached("no-referrer"),
            AsciiString.cached("x-content-type-options"),
            AsciiString.cached("nosniff"));
    private static final String GZIP = "gzip";
    private static final int MORE_FIELDS = 6;

    private final HttpStream stream;
    private final RequestHead request;
    private final String name;

    private boolean closed;

    PageAnswer(HttpStream stream, RequestHead request, String name) {
        this.stream = stream;
        this.request = request;
        this.name = name;
    }

    /** @param files null if they could not be read */
    void onRead(@Nullable PageFiles files) {
        if (closed) {
            return;
        }
        PageFile file = files == null ? null : files.find(name);
        if (files == null) {
            HttpProblem.OUR_FAULT.send(stream);
        } else if (file == null) {
            HttpProblem.notServed(Objects.requireNonNull(request.path(), "path"))
                    .send(stream);
        } else {
            send(file, files.readAt());
        }
        stream.flush();
    }

    private void send(PageFile file, Instant readAt) {
        boolean packed = file.packed() != null && ContentTypes.accepts(request, GZIP);
        String tag = '"' + file.tag() + (packed ? "-gzip\"" : "\"");
        HttpFields.Builder fields = HttpFields.builder(MORE_FIELDS + RULES.count())
                .add(HttpHeaderNames.ETAG, tag)
                .add(HttpHeaderNames.LAST_MODIFIED, HttpDate.of(readAt))
                .add(HttpHeaderNames.DATE, HttpDate.now())
                .addAll(RULES);
        switch (Precondition.of(request, tag, readAt)) {
            case FAILED ->
                new HttpProblem(
                                HttpResponseStatus.PRECONDITION_FAILED.code(),
                                ErrorCode.BAD_REQUEST,
                                "If-Match or If-Unmodified-Since: the file is another one by now")
                        .send(stream);
            case NOT_MODIFIED ->
                stream.respond(
                        new ResponseHead(HttpResponseStatus.NOT_MODIFIED, fields.build()), Unpooled.EMPTY_BUFFER);
            case MET -> sendContent(file, packed, fields);
        }
    }

    private void sendContent(PageFile file, boolean packed, HttpFields.Builder fields) {
        ByteBuf content = file.content(packed);
        fields.add(HttpHeaderNames.CONTENT_TYPE, file.contentType());
        fields.add(HttpHeaderNames.CONTENT_LENGTH, String.valueOf(content.readableBytes()));
        if (packed) {
            fields.add(HttpHeaderNames.CONTENT_ENCODING, GZIP);
        }
        boolean head = request.method().equals(HttpMethod.HEAD);
        stream.respond(new ResponseHead(HttpResponseStatus.OK, fields.build()), head ? Unpooled.EMPTY_BUFFER : content);
    }

    @Override
    public void onClosed(boolean complete) {
        closed = true;
    }
}
