/**
 * Binance as a venue to connect to.
 */
@NullMarked
package io.quotegate.feed.binance;

import org.jspecify.annotations.NullMarked;
