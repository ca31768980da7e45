/**
 * Simulated venues: real servers that speak OKX's and Binance's dialects, from a seeded random walk or from a recording,
 * and can be told to fail. Starting points: {@link io.quotegate.feed.sim.SimulatedVenue}, one venue from outside;
 * {@code Simulation}, its inside, confined to one event loop; {@link io.quotegate.feed.sim.venue.VenueModel}, what differs
 * between the venues.
 *
 * <p>From the market to a client, and back:
 *
 * <pre>{@code
 *  sim.market                sim.push                                sim.server               socket
 *  WalkingBook  <- WalkProducer   ---+
 *  PairMarket   <- TickerProducer ---+-> Topic -> PushRouter -> VenueSession -> FrameBatch -> client
 *  MinuteBars   <- CandleProducer ---+       encoded once,        |     ^
 *  sim.replay                        |       PushFaults           v     | subscribe, answer
 *  ReadAhead    <- ReplayProducer ---+       in between      SessionProtocol: sim.okx, sim.binance
 *
 *  client -> VenueHttpHandler -> VenueApi (REST, WebSocket paths): sim.okx, sim.binance
 *                             -> ControlApi -> Faults: sim.fault
 * }</pre>
 *
 * <p>Who knows whom; each room knows those below it, and a venue is one room of its own:
 *
 * <pre>
 *                      sim (puts it all together)
 *             /             |              \
 *         sim.okx      sim.binance      sim.fault
 *             \             /               |
 *              +- sim.venue                 |
 *                 /       \                 |
 *         sim.replay    sim.server ---------+
 *                 \       /
 *                 sim.push
 *                     |
 *                 sim.market
 * </pre>
 */
@NullMarked
package io.quotegate.feed.sim;

import org.jspecify.annotations.NullMarked;
