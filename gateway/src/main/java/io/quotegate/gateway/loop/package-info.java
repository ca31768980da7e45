/**
 * What the connections of one event loop share, and what other threads hand to event loops.
 */
@NullMarked
package io.quotegate.gateway.loop;

import org.jspecify.annotations.NullMarked;
