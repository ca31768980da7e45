/**
 * Venues over REST, where asking waits for the answer: for the blocking pool, never for an event loop. What only one
 * venue has is in that venue's package.
 */
@NullMarked
package io.quotegate.feed.rest;

import org.jspecify.annotations.NullMarked;
