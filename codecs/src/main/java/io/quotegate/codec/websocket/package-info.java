/**
 * WebSocket frames (RFC 6455) and permessage-deflate (RFC 7692) without a transport; used by the port and by the venue
 * clients. Starting point: {@link io.quotegate.codec.websocket.WebSocketReader}.
 */
@NullMarked
package io.quotegate.codec.websocket;

import org.jspecify.annotations.NullMarked;
