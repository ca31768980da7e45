package io.quotegate.cluster;

import io.quotegate.market.Venue;

/**
 * How a venue is, as a feed node tells with each heartbeat. Immutable: any thread.
 *
 * @param live         whether it sends
 * @param state        where its connection is in its life, as a number that feed nodes and gateways agree about
 * @param simulated    whether it is a simulated one, as far as is known
 * @param originKnown  whether that is known
 * @param messageAgeMs since its last frame; -1 for never
 */
public record VenueReport(
        Venue venue,
        boolean live,
        int state,
        boolean simulated,
        boolean originKnown,
        int messageAgeMs,
        long connects,
        long switches,
        long gaps) {}
