package io.quotegate.bench.attack;

/**
 * What a process of an attack is to do.
 *
 * @param address     of the gateway
 * @param connections how many at a time
 */
public record AttackPlan(Attack attack, String address, int port, int connections) {}
