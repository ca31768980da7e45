package io.quotegate.bench.wire.load;

/**
 * What subscribers do that are to be drained.
 *
 * @param subscribers how many
 * @param firstPort   of the gateway that they begin with, on 127.0.0.1
 * @param firstPid    of its process
 * @param secondPort  of the one that they come back to
 * @param secondPid   of its process
 */
public record DrainPlan(int subscribers, int firstPort, long firstPid, int secondPort, long secondPid) {}
