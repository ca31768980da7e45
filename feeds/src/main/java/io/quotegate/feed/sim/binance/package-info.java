/**
 * Binance as it is simulated; {@code BinanceModel} is where to begin.
 */
@NullMarked
package io.quotegate.feed.sim.binance;

import org.jspecify.annotations.NullMarked;
