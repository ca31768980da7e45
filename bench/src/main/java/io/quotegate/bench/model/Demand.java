package io.quotegate.bench.model;

/**
 * What is wanted of a cluster. Immutable.
 *
 * @param records          that a feed node publishes a second: quotes, trades, changes of books
 * @param feedNodes        that publish; each gateway hears all of them
 * @param clients          in all
 * @param deliveries       that a client gets a second
 * @param deliveriesAWrite that share a write; 1 where each comes by itself
 */
record Demand(double records, int feedNodes, long clients, double deliveries, double deliveriesAWrite) {}
