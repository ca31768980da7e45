/**
 * From the ring to the sockets: each event loop reads the ring once, encodes each quote once per format, and writes once
 * per client and batch. Starting point: {@link io.quotegate.gateway.fanout.EventLoopFanout}.
 */
@NullMarked
package io.quotegate.gateway.fanout;

import org.jspecify.annotations.NullMarked;
