/**
 * The way of a quote from a venue's socket to the ring: one event loop for all venues. Starting points:
 * {@link io.quotegate.feed.VenueFeed}, one venue's connection through its life; {@link io.quotegate.feed.FeedArbiter}, which
 * venue a pair is served from.
 *
 * <p>What is read goes one way, with no room in it that only forwards; what is said beside the market goes up to the
 * feed, which decides:
 *
 * <pre>{@code
 *  socket -> FeedConnection -> the venue's decoder -> VenueBook -> FeedArbiter -> QuotePublisher -> ring
 *                 |    ^              |                (pairs)     (all venues)
 *     opened, ended    | ends it,     | acknowledged, refused,
 *                 v    | probes it    v going away
 *              VenueFeed  <-----  FeedConnection  (through VenueDialect)
 * }</pre>
 *
 * The life of a venue's connection, in the names of {@link io.quotegate.feed.VenueState}:
 *
 * <pre>
 *            start             the wait is over              first input
 *  DISABLED -------> BACKING_OFF -------------> CONNECTING ---------------> LIVE
 *                     ^       ^                     |                       |  ^
 *                     |       | no handshake within |     nothing came for  |  | it sends
 *                     |       | connect-timeout     |     stale-after       v  | again
 *                     |       +---------------------+                      STALE
 *                     |                                                      |
 *                     +-- from LIVE too: closed, broken, refused, unreadable;
 *                         silent for five times stale-after -----------------+
 * </pre>
 *
 * A second connection is opened beside the first when the venue is going to cut that one, when it is old, and when no
 * market data comes. It takes over when it delivers; then the first ends and nobody has missed anything.
 */
@NullMarked
package io.quotegate.feed;

import org.jspecify.annotations.NullMarked;
