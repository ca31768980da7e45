/**
 * One request and its answer, whichever version of HTTP carries them: what HTTP/2 hands to HTTP, WebSocket and gRPC, so
 * that none of them knows another. Heads are Netty's {@code Http2Headers}, pseudo-header fields among them.
 */
@NullMarked
package io.quotegate.gateway.exchange;

import org.jspecify.annotations.NullMarked;
