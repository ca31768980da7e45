/**
 * WebSocket (RFC 6455) with permessage-deflate (RFC 7692) on the port.
 */
@NullMarked
package io.quotegate.gateway.websocket;

import org.jspecify.annotations.NullMarked;
