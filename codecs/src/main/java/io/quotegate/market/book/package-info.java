/**
 * Order books: the levels of both sides of a pair. Starting point: {@link io.quotegate.market.book.OrderBook}.
 */
@NullMarked
package io.quotegate.market.book;

import org.jspecify.annotations.NullMarked;
