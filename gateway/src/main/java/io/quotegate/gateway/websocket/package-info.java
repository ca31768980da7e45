/**
 * WebSocket (RFC 6455) with permessage-deflate (RFC 7692), on a connection of HTTP/1.1 or a stream of HTTP/2. Starting
 * point: {@link io.quotegate.gateway.websocket.WebSocketRoutes}.
 */
@NullMarked
package io.quotegate.gateway.websocket;

import org.jspecify.annotations.NullMarked;
