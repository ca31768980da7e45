package io.quotegate.bench.attack;

/**
 * What an attack did so far.
 *
 * @param open     connections now
 * @param opened   connections that were made
 * @param ended    of these, by the gateway
 * @param failed   connections that could not be made
 * @param sent     bytes
 * @param received bytes
 */
public record AttackReport(int open, long opened, long ended, long failed, long sent, long received) {}
