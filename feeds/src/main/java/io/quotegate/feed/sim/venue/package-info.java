/**
 * What a simulated venue must be: {@link io.quotegate.feed.sim.venue.VenueModel}, of which each venue has one in a
 * package of its own.
 */
@NullMarked
package io.quotegate.feed.sim.venue;

import org.jspecify.annotations.NullMarked;
