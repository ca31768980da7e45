/**
 * Binance spot public WebSocket messages, both directions: the decoder serves the feed, the encoder the simulator.
 */
@NullMarked
package io.quotegate.codec.binance;

import org.jspecify.annotations.NullMarked;
