package io.quotegate.bench.wire.load;

/**
 * What subscribers do that are to be drained.
 *
 * @param subscribers how many
 * @param firstPort   of the gateway that they begin with, on 127.0.0.1
 * @param firstPid    of its process
 * @param secondPort  of the one that they come back to
 * @param secondPid   of its process
 * @param coming      what they want there
 */
public record DrainPlan(int subscribers, int firstPort, long firstPid, int secondPort, long secondPid, Coming coming) {
    /** What subscribers want, and how they come to the second gateway. */
    public enum Coming {
        /** The newest of one pair, as if they had been nowhere before. */
        ANEW,
        /** Every quote of all pairs, going on where they were. */
        RESUMING
    }
}
