/**
 * What outlives the process: candles, coin prices, recordings and winners, in SQLite or PostgreSQL.
 * Starting point: {@link io.quotegate.store.Store}.
 */
@NullMarked
package io.quotegate.store;

import org.jspecify.annotations.NullMarked;
