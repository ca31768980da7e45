/**
 * Whether whoever is at the other end of a connection is still there: what it said and took, and when. Starting point:
 * {@link io.quotegate.gateway.session.liveness.Activity}.
 */
@NullMarked
package io.quotegate.gateway.session.liveness;

import org.jspecify.annotations.NullMarked;
