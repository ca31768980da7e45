package io.quotegate.bench.model;

/**
 * What things cost, as they were measured. Microseconds are of CPU time. Immutable.
 *
 * @param feedUs         of a feed node for each record that it publishes, with all that it does for the venues
 * @param copyUs         of a feed node for each record and gateway that is sent a copy
 * @param gatewayUs      of a gateway for each record that it takes, without clients
 * @param recordBytes    of a record on the wire, with what Aeron, UDP and IP put around it
 * @param writeUs        of a gateway for each write to a client, which is a system call
 * @param deliveryUs     of a gateway for each quote in such a write
 * @param deliveryBytes  of a quote at a client, with its part of TCP and IP
 * @param clientKib      memory of a gateway for each client
 * @param gatewayMib     memory of a gateway without clients
 */
record Costs(
        double feedUs,
        double copyUs,
        double gatewayUs,
        double recordBytes,
        double writeUs,
        double deliveryUs,
        double deliveryBytes,
        double clientKib,
        double gatewayMib) {
    /** The same with what a run of {@code wire --scenario cluster} measured. */
    Costs with(double feed, double copy, double gateway, double bytes) {
        return new Costs(feed, copy, gateway, bytes, writeUs, deliveryUs, deliveryBytes, clientKib, gatewayMib);
    }
}
