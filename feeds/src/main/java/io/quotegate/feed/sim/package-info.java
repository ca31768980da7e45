/**
 * Simulated venues: real servers that speak OKX's and Binance's dialects, from a seeded random walk or from a recording,
 * and can be told to fail. Starting points: {@link io.quotegate.feed.sim.SimulatedVenue}, one venue from outside;
 * {@code Simulation}, its inside, confined to one event loop; {@code VenueStyle}, what differs between the venues.
 */
@NullMarked
package io.quotegate.feed.sim;

import org.jspecify.annotations.NullMarked;
