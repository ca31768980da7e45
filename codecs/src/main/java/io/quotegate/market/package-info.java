/**
 * The market's vocabulary: venues, instruments, exact decimals and the memory layout of a quote. Starting points:
 * {@link io.quotegate.market.QuoteLayout}, {@link io.quotegate.market.Decimal}.
 */
@NullMarked
package io.quotegate.market;

import org.jspecify.annotations.NullMarked;
