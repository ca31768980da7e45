/**
 * OKX v5 public WebSocket messages, both directions: the decoder serves the feed, the encoder the simulator.
 */
@NullMarked
package io.quotegate.codec.okx;

import org.jspecify.annotations.NullMarked;
