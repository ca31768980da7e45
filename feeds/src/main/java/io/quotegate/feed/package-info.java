/**
 * The way of a quote from a venue's socket to the ring: one event loop for all venues. Starting points:
 * {@link io.quotegate.feed.VenueFeed}, one venue's connection through its life; {@link io.quotegate.feed.FeedArbiter}, which
 * venue a pair is served from.
 */
@NullMarked
package io.quotegate.feed;

import org.jspecify.annotations.NullMarked;
