package io.quotegate.bench.wire.load;

import java.util.List;

/**
 * What became of subscribers that were drained.
 *
 * @param told    those that were told goodbye and when to come back
 * @param untold  times that a connection ended without that
 * @param refused times that a gateway was not there
 * @param back    those that are subscribed at the second gateway at the end
 * @param resumed of those that went on where they were
 */
public record DrainReport(int told, int untold, int refused, int back, List<Sample> samples, Resumed resumed) {
    public DrainReport {
        samples = List.copyOf(samples);
    }

    /**
     * What came of going on.
     *
     * @param recovered those that could
     * @param anew      those that could not
     * @param wrong     quotes that did not follow the one before
     * @param p50Ms     the longest time that a subscriber had no quote for, of the one in the middle, in milliseconds
     * @param p99Ms     of the 99th in a hundred
     * @param maxMs     of the unluckiest
     */
    public record Resumed(int recovered, int anew, long wrong, long p50Ms, long p99Ms, long maxMs) {}

    /**
     * A moment, and what happened since the one before.
     *
     * @param seconds    since the first gateway was told to end
     * @param goodbyes   a second
     * @param returns    subscribers a second that were accepted by the second gateway
     * @param firstCores that the first gateway used
     * @param secondCores that the second used
     * @param connected  subscribers with a connection
     */
    public record Sample(
            double seconds, double goodbyes, double returns, double firstCores, double secondCores, int connected) {}
}
