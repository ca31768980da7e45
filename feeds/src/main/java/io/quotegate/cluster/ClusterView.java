package io.quotegate.cluster;

import java.util.List;

/**
 * What a gateway knows of the cluster at one moment. Immutable: any thread.
 *
 * @param instance of the feed node that is followed, empty before the first
 * @param rank     its rank
 * @param heard    whether it is heard
 * @param nodes    how many are heard
 * @param venues   as it told them, in order of preference
 * @param atNs     when it told them, monotonic
 */
public record ClusterView(String instance, int rank, boolean heard, int nodes, List<VenueReport> venues, long atNs) {
    /** Before anything is known. */
    static final ClusterView NOTHING = new ClusterView("", 0, false, 0, List.of(), 0);

    public ClusterView {
        venues = List.copyOf(venues);
    }
}
