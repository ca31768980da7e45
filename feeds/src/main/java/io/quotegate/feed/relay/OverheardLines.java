package io.quotegate.feed.relay;

import io.quotegate.market.Venue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The feed's connections to the venue of a source, and the topics that come over them, so that the venue is not asked for
 * these a second time. A topic that the feed has, or is about to have, waits for it; only where it does not come the source
 * asks for it itself, until it does. Confined to the relay's loop.
 */
final class OverheardLines implements HearingListener {
    /** The feed connects again, halves what was refused, and has a book begun anew. */
    private static final long PATIENCE_NS = Duration.ofSeconds(15).toNanos();

    private static final int MOST_BOOKS = 512; // whole ones, of some 160 KB each

    private final RelaySource source;
    private final @Nullable FedStreams fed; // null where the feed has nothing of the source
    private final List<OverheardLine> lines = new ArrayList<>();
    private final Map<RelayTopic, Long> waiting = new LinkedHashMap<>(); // for the feed, since when
    private final Set<String> leftOut = new HashSet<>(); // books that there is no room for

    private int books;

    OverheardLines(RelaySource source, @Nullable FedStreams fed) {
        this.source = source;
        this.fed = fed;
    }

    boolean isOf(Venue venue) {
        return fed != null && fed.venue() == venue;
    }

    /** Whether there is a connection. */
    boolean isOpen() {
        return !lines.isEmpty();
    }

    /** The feed has another connection. */
    OverheardLine open(long nowNs) {
        OverheardLine line = new OverheardLine(source.dialect(), this, nowNs);
        lines.add(line);
        return line;
    }

    /** One of them is over. */
    void end(OverheardLine line) {
        if (lines.remove(line)) {
            line.end();
        }
    }

    /** Whether the feed has {@code name} whenever it can. */
    boolean expects(String name) {
        return fed != null && fed.contains(name) && !leftOut.contains(name);
    }

    @Override
    public boolean tryKeep(String name) {
        if (!source.dialect().isBook(name)) {
            return true;
        }
        if (books == MOST_BOOKS) {
            leftOut.add(name);
            return false;
        }
        books++;
        leftOut.remove(name);
        return true;
    }

    @Override
    public void release(String name) {
        books -= source.dialect().isBook(name) ? 1 : 0;
    }

    /** Sees to it that the feed's connections bring {@code topic}; false where they do not have it. */
    boolean tryBring(RelayTopic topic) {
        Hearing hearing = hearing(topic.name());
        if (hearing != null) {
            bring(topic, hearing);
            return true;
        }
        boolean expected = expects(topic.name());
        if (expected) {
            waiting.put(topic, source.nowNs());
        }
        return expected;
    }

    /** The feed's connections do not bring {@code topic} any more. */
    void forget(RelayTopic topic) {
        waiting.remove(topic);
        hear(topic, null);
    }

    private void hear(RelayTopic topic, @Nullable Hearing hearing) {
        int change = (hearing == null ? 0 : 1) - (topic.hearing() == null ? 0 : 1);
        source.stats().overheard.add(change);
        topic.hear(hearing);
    }

    /** What comes of {@code name}, if it is known to come until now. */
    @Nullable
    Hearing heardOf(String name, long nowNs) {
        for (OverheardLine line : lines) {
            Hearing hearing = line.heardOf(name, nowNs);
            if (hearing != null) {
                return hearing;
            }
        }
        return null;
    }

    /** {@code name} on the connection that has had it for the longest, of those that the venue has answered if there are any. */
    private @Nullable Hearing hearing(String name) {
        Hearing asked = null;
        for (OverheardLine line : lines) {
            Hearing hearing = line.hearing(name);
            if (hearing != null && hearing.isTaken()) {
                return hearing;
            }
            asked = asked == null ? hearing : asked;
        }
        return asked;
    }

    private void bring(RelayTopic topic, Hearing hearing) {
        hear(topic, hearing);
        if (hearing.isTaken()) {
            waiting.remove(topic);
        } else {
            waiting.putIfAbsent(topic, source.nowNs());
        }
    }

    // From the connections

    @Override
    public void offered(Hearing hearing) {
        RelayTopic topic = source.topic(hearing.name());
        if (topic != null && topic.hearing() == null && waiting.containsKey(topic)) {
            bring(topic, hearing);
            source.tellIfTaken(topic);
        }
    }

    @Override
    public void taken(Hearing hearing) {
        RelayTopic topic = source.topic(hearing.name());
        if (topic == null) {
            return;
        }
        if (topic.hearing() == hearing) {
            waiting.remove(topic);
            source.taken(topic);
        } else if (topic.hearing() == null) {
            source.leaveLines(topic); // the feed has it after all
            bring(topic, hearing);
            source.tellIfTaken(topic);
        }
    }

    @Override
    public void pushed(RelayTopic topic, byte[] bytes, int from, int to) {
        source.passOn(topic, bytes, from, to);
    }

    @Override
    public void lost(RelayTopic topic) {
        hear(topic, null);
        source.replace(topic);
    }

    @Override
    public void refused(RelayTopic topic, String code, String message) {
        forget(topic);
        source.refused(topic, code, message);
    }

    /** Looks at what only time changes. */
    void onTime(long nowNs) {
        if (waiting.isEmpty()) {
            return;
        }
        List<RelayTopic> overdue = new ArrayList<>();
        waiting.forEach((topic, sinceNs) -> {
            if (nowNs - sinceNs >= PATIENCE_NS || !expects(topic.name())) {
                overdue.add(topic);
            }
        });
        for (RelayTopic topic : overdue) {
            forget(topic);
            source.ask(topic);
        }
    }
}
