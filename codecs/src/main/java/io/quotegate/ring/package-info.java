/**
 * The one-writer ring that quotes travel on, the table of the newest quote per instrument beside it, and the doorbell
 * that wakes readers; the same for order books. Starting points: {@link io.quotegate.ring.QuoteRing},
 * {@link io.quotegate.ring.BookRing}.
 *
 * <p>Each ring has an order of its own: between what two rings tell there is none. A record of a book says itself from which
 * venue it is served and whether it is stale; status events, on the ring of quotes, tell people why.
 */
@NullMarked
package io.quotegate.ring;

import org.jspecify.annotations.NullMarked;
