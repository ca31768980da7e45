/**
 * How what a market does reaches those who subscribed to it: producers publish topics, the router encodes each push once and
 * copies it into the batch of every subscriber, and faults lose, swap, repeat and delay pushes on the way.
 */
@NullMarked
package io.quotegate.feed.sim.push;

import org.jspecify.annotations.NullMarked;
