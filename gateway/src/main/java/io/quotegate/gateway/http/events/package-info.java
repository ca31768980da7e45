/**
 * Server-Sent Events: quotes pushed in the body of an answer that does not end. Starting point:
 * {@link io.quotegate.gateway.http.events.EventStreams}.
 */
@NullMarked
package io.quotegate.gateway.http.events;

import org.jspecify.annotations.NullMarked;
