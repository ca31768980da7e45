package io.quotegate.gateway.http;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;

/** What stands before the body of an answer, whichever version of HTTP carries it. Immutable: any thread. */
public record ResponseHead(HttpResponseStatus status, HttpFields fields) {
    /** A head with the fields of {@code namesAndValues}, in turn, which it takes over. */
    public static ResponseHead of(HttpResponseStatus status, AsciiString... namesAndValues) {
        return new ResponseHead(status, HttpFields.of(namesAndValues));
    }
}
