package io.quotegate.bench.wire.load;

import java.util.List;

/**
 * What became of subscribers that were drained.
 *
 * @param told    those that were told goodbye and when to come back
 * @param untold  times that a connection ended without that
 * @param refused times that a gateway was not there
 * @param back    those that are subscribed at the second gateway at the end
 */
public record DrainReport(int told, int untold, int refused, int back, List<Sample> samples) {
    public DrainReport {
        samples = List.copyOf(samples);
    }

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
