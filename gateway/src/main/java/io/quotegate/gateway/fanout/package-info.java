/**
 * From the ring to the sockets: each event loop reads the ring once, encodes each quote once per format, and writes once
 * per client and batch. Starting point: {@link io.quotegate.gateway.fanout.EventLoopFanout}.
 *
 * <pre>{@code
 *  ring          .. | BTC 7 | ETH 3 | SOL 5 | BTC 8 | ..   read in one turn of the loop: a batch
 *                       |       |       |       |
 *                       |       |       x       |          nobody on this loop wants SOL
 *                       v       v               v
 *  Batch            | BTC 7 | ETH 3         | BTC 8 |      encoded and framed once for each format
 *                       |       |               |
 *  BatchPart            x       x               x          of Group {BTC, ETH}: a slice of the batch, all of a piece
 *  BatchPart            x                       x          of Group {BTC}: not of a piece, so a buffer of its own
 *                       |                       |
 *                       +-----------+-----------+
 *                                   v
 *  Group                     one buffer for all            who wants the same topics in the same format
 *                             |     |     |
 *  Subscriber                 |     |     +--------------- slow, mode all: waits up to the limit, and is closed above it
 *                             |     +--------------------- slow, mode latest: what it misses is skipped
 *                             +--------------------------- keeps up: one write and one flush of the same bytes
 * }</pre>
 *
 * What is skipped is a topic and the number of what was sent last of it ({@code Conflation}); when the client takes bytes
 * again it is sent the newest of each, with how many it missed ({@code CatchUp}). Subscribers come and go between batches
 * only, so that a snapshot of what was delivered last ({@code LastDelivered}) and the batches that follow fit one another.
 */
@NullMarked
package io.quotegate.gateway.fanout;

import org.jspecify.annotations.NullMarked;
