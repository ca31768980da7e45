package io.quotegate.cli.query;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway or a feed node is to its cluster, from what Prometheus would read. Immutable; any thread.
 *
 * @param published records, of a feed node; -1 of a gateway, which follows one
 * @param rank      of it, or of the feed node that it follows
 * @param heard     how many feed nodes a gateway hears
 * @param up        whether that which it follows is one of them
 */
record ClusterPart(long published, long rank, long heard, boolean up) {
    private static final Pattern COUNTS = Pattern.compile("(?m)^quotegate_cluster_(\\w+) ([0-9.Ee+]+)$");

    /** Null where there is no cluster. */
    static @Nullable ClusterPart of(String metrics) {
        long published = -1;
        long rank = -1;
        long heard = 0;
        boolean up = false;
        Matcher matcher = COUNTS.matcher(metrics);
        while (matcher.find()) {
            long count = (long) Double.parseDouble(matcher.group(2));
            switch (matcher.group(1)) {
                case "published_records_total" -> published = count;
                case "rank" -> rank = count;
                case "nodes" -> heard = count;
                case "up" -> up = count > 0;
                default -> {} // for those who watch
            }
        }
        return rank < 0 ? null : new ClusterPart(published, rank, heard, up);
    }

    /** Adds it to {@code object}. */
    void put(ObjectNode object) {
        object.put("role", published < 0 ? "gateway" : "feed").put("rank", rank);
        if (published < 0) {
            object.put("heard", heard).put("up", up);
        } else {
            object.put("published", published);
        }
    }

    /** For people. */
    String text() {
        if (published >= 0) {
            return "feed node of rank " + rank + "; " + published + " records published";
        }
        return up ? "follows the feed node of rank " + rank + "; " + heard + " heard" : "no feed node is heard";
    }
}
