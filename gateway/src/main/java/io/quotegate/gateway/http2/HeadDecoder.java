package io.quotegate.gateway.http2;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Headers;
import io.quotegate.gateway.http.RequestHead;
import org.jspecify.annotations.Nullable;

/** Netty's decoder of heads, which remembers what it has seen of one that is too large. Confined to its event loop. */
final class HeadDecoder extends DefaultHttp2HeadersDecoder {
    /** Largest head that is read to its end, packed; a larger one ends the connection. */
    private static final int READ_BYTES = 256 * 1024;

    private @Nullable Http2Headers last;

    HeadDecoder() {
        super(true, RequestHead.MAX_BYTES);
    }

    @Override
    protected Http2Headers newHeaders() {
        Http2Headers begun = super.newHeaders();
        last = begun;
        return begun;
    }

    @Override
    public long maxHeaderListSizeGoAway() {
        return READ_BYTES;
    }

    /** The content type of the head that came last, if it stood before what was too much. */
    @Nullable
    CharSequence contentType() {
        return last == null ? null : last.get(HttpHeaderNames.CONTENT_TYPE);
    }
}
