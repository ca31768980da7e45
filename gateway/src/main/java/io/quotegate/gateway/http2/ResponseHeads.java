package io.quotegate.gateway.http2;

import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.ReadOnlyHttp2Headers;
import io.quotegate.gateway.http.HttpFields;
import io.quotegate.gateway.http.ResponseHead;

/** Heads of answers, and trailers, as Netty's encoder takes them. Nothing is copied. Any thread. */
final class ResponseHeads {
    private ResponseHeads() {}

    static Http2Headers of(ResponseHead head) {
        return ReadOnlyHttp2Headers.serverHeaders(
                false, head.status().codeAsText(), head.fields().toArray());
    }

    static Http2Headers trailers(HttpFields fields) {
        return ReadOnlyHttp2Headers.trailers(false, fields.toArray());
    }
}
