/**
 * Order books of venues, kept whole or called stale: never a wrong one. Starting points:
 * {@link io.quotegate.feed.book.VenueBooks}, all books of one venue; {@link io.quotegate.feed.book.ChainedBook}, of a venue
 * that pushes a snapshot and numbers what follows; {@link io.quotegate.feed.book.JoinedBook}, of one whose snapshots are
 * asked for and joined with what it pushes. These decide and do nothing else: what is to be asked of the venue they tell,
 * and are told what came of it.
 *
 * <pre>
 *          lanes are up            all of it is there, and fits
 *  absent --------------> beginning ----------------------------> live
 *    ^                     ^     |                                 |
 *    | no lane is left     |     | too old, too late: again        | a gap, crossed for a second, a wrong checksum,
 *    +---------------------+     +---+                             v a level that can be none, no lane left
 *                          ^---------+------------------------- stale
 * </pre>
 */
@NullMarked
package io.quotegate.feed.book;

import org.jspecify.annotations.NullMarked;
