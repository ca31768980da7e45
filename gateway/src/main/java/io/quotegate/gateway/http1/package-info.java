/**
 * HTTP/1.1 as a carrier of {@link io.quotegate.gateway.http}: requests out of bytes, one at a time and in order, and
 * answers into bytes; the handshake of WebSocket, and the way to HTTP/2. Starting point:
 * {@link io.quotegate.gateway.http1.Http1Server}.
 *
 * <pre>
 *  bytes -> RequestDecoder -> Http1Handler -> Http1Stream -> ServedRequest -> the listener
 *                                |                |
 *                                |                +-> AnswerOutput -> Connection -> bytes
 *                                +- what is pipelined waits here     whole: with a length
 *                                                                     flushed before: streamed
 *  after 101:  bytes -> TunnelHandler -> ServedRequest -> the listener; it writes to the Connection
 *  after h2c:  the handlers of HTTP/2 take their places
 * </pre>
 */
@NullMarked
package io.quotegate.gateway.http1;

import org.jspecify.annotations.NullMarked;
