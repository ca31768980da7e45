/**
 * Tokens: who has one, what it may do, and the file that says so. Knows nothing of connections. Starting points:
 * {@link io.quotegate.auth.Tokens} for a gateway, {@link io.quotegate.auth.TokenFile} for commands.
 */
@NullMarked
package io.quotegate.auth;

import org.jspecify.annotations.NullMarked;
