package io.quotegate.feed.relay;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a connection has still to ask its venue for, and what the venue has not answered yet. Confined to the relay's loop.
 */
final class LineRequests {
    private final int mostTopics;
    private final Set<RelayTopic> toAsk = new LinkedHashSet<>();
    private final Set<RelayTopic> toLeave = new LinkedHashSet<>();
    private final Set<RelayTopic> alone = new HashSet<>(); // to be asked for in a request each
    private final Map<Integer, List<RelayTopic>> asked = new HashMap<>(); // by number, not answered

    private int lastNumber;

    /** A request to be sent. */
    record Next(int number, List<RelayTopic> topics) {
        /** How its topics are asked for. */
        List<String> requests() {
            return topics.stream().map(RelayTopic::request).toList();
        }
    }

    /** @param mostTopics of one request */
    LineRequests(int mostTopics) {
        this.mostTopics = mostTopics;
    }

    /** Nothing was asked for yet, and {@code all} is wanted. */
    void begin(Collection<RelayTopic> all) {
        clear();
        toAsk.addAll(all);
    }

    void clear() {
        asked.clear();
        toAsk.clear();
        alone.clear();
        toLeave.clear();
    }

    /** {@code topic} is to be asked for. */
    void want(RelayTopic topic) {
        toLeave.removeIf(left -> left.name().equals(topic.name()));
        toAsk.add(topic);
    }

    /** {@code topic} is to be left, if it was asked for. */
    void leave(RelayTopic topic) {
        if (!toAsk.remove(topic)) {
            toLeave.add(topic);
        }
    }

    boolean isSomethingWanted() {
        return !toAsk.isEmpty();
    }

    /** How many topics are still to be left. */
    int leaving() {
        return toLeave.size();
    }

    /** The next request for what is wanted. */
    Next next() {
        Next next = new Next(++lastNumber, part(toAsk));
        asked.put(next.number(), next.topics());
        return next;
    }

    /** The next request that leaves something. */
    Next nextLeaving() {
        return new Next(++lastNumber, part(toLeave));
    }

    private List<RelayTopic> part(Set<RelayTopic> all) {
        List<RelayTopic> part = new ArrayList<>();
        Iterator<RelayTopic> each = all.iterator();
        while (each.hasNext() && part.size() < mostTopics) {
            RelayTopic next = each.next();
            boolean single = alone.remove(next);
            if (!single || part.isEmpty()) {
                part.add(next);
                each.remove();
            } else {
                alone.add(next); // its turn is the next
            }
            if (single) {
                break;
            }
        }
        return part;
    }

    /** The request {@code number} is answered: its topics, as far as they were not answered before. */
    List<RelayTopic> answered(int number) {
        List<RelayTopic> topics = asked.remove(number);
        return topics == null ? List.of() : topics;
    }

    /** The same for a request without a number, which is known if only one waits. */
    List<RelayTopic> answeredOnly() {
        return asked.size() == 1 ? answered(asked.keySet().iterator().next()) : List.of();
    }

    /** {@code topic} is answered, of whatever request. */
    void answered(RelayTopic topic) {
        asked.values().forEach(topics -> topics.remove(topic));
        asked.values().removeIf(List::isEmpty);
    }

    /** Each of {@code topics} is to be asked for by itself. */
    void wantEach(List<RelayTopic> topics) {
        alone.addAll(topics);
        toAsk.addAll(topics);
    }
}
