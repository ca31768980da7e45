/**
 * The operations that frames, bare JSON and WebSocket share. Starting point:
 * {@link io.quotegate.gateway.operation.ClientOperations}.
 */
@NullMarked
package io.quotegate.gateway.operation;

import org.jspecify.annotations.NullMarked;
