/**
 * Who the client of a connection or of a request is, and what it may do. Below everything that speaks with clients: knows
 * neither connections nor protocols. Starting point: {@link io.quotegate.gateway.auth.Callers}.
 */
@NullMarked
package io.quotegate.gateway.auth;

import org.jspecify.annotations.NullMarked;
