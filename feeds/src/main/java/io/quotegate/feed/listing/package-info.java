/**
 * Which pairs there are on the venues, and which of them people mean who name none. Starting points:
 * {@link io.quotegate.feed.listing.PairDirectory}, what the venues say they have;
 * {@link io.quotegate.feed.listing.PairPattern}, {@code *-USDT}.
 */
@NullMarked
package io.quotegate.feed.listing;

import org.jspecify.annotations.NullMarked;
