/**
 * HTTP/2: streams, their flow control, and limits on what a peer may cost. What a stream carries is found by an
 * {@link io.quotegate.gateway.http.HttpRouter}. Starting point: {@link io.quotegate.gateway.http2.Http2Server}.
 */
@NullMarked
package io.quotegate.gateway.http2;

import org.jspecify.annotations.NullMarked;
