package io.quotegate.feed.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.feed.peer.Backoff;
import io.quotegate.feed.socket.SocketConnector;
import io.quotegate.ring.verbatim.Recollection;
import io.quotegate.ring.verbatim.VerbatimPublisher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket interface of a venue, and everything that is subscribed to there: each once, however many want it, and kept
 * for a while when nobody does any more. Confined to the relay's loop.
 */
final class RelaySource {
    private static final long LINGER_NS = Duration.ofSeconds(60).toNanos();

    /** Told to a client whose wish would take more than the venue allows, in the venue's own words where it has any. */
    private static final String EXHAUSTED = "60014 Requests too frequent";

    private final int index;
    private final String name;
    private final RelayDialect dialect;
    private final RelayParts parts;
    private final RelayConnects connects;
    private final AwayWatch away;
    private final RelayStats stats = new RelayStats();
    private final RefusedKinds refusedKinds;
    private final Map<String, RelayTopic> topics = new HashMap<>();
    private final OverheardLines overheard;
    private final List<RelayLine> lines = new ArrayList<>();

    RelaySource(int index, RelaySourceParts its, RelayParts parts, Duration closeAfter) {
        this.index = index;
        name = its.name();
        refusedKinds = new RefusedKinds(name);
        dialect = its.dialect();
        this.parts = parts;
        connects = new RelayConnects(its, stats);
        overheard = new OverheardLines(this, its.fed());
        away = new AwayWatch(closeAfter);
    }

    String name() {
        return name;
    }

    /** Whether anybody wants anything of it, or did a moment ago. */
    boolean isWanted() {
        return !topics.isEmpty();
    }

    RelayStats stats() {
        return stats;
    }

    RelayDialect dialect() {
        return dialect;
    }

    /** What the feed has of it. */
    OverheardLines overheard() {
        return overheard;
    }

    SocketConnector sockets() {
        return parts.sockets();
    }

    long nowNs() {
        return parts.clock().monotonicNs();
    }

    private VerbatimPublisher publisher() {
        return parts.publisher();
    }

    // What clients want

    /** An event loop wants {@code topicName}, which is asked for by {@code request}, or wants to begin with it anew. */
    void subscribe(String topicName, String request, boolean more) {
        RelayTopic known = topics.get(topicName);
        RelayTopic topic = known == null ? add(topicName, request) : known;
        if (more) {
            topic.use();
        }
        if (topic.isTaken()) {
            publisher().taken(topic.id(), index, topicName, topic.memory().first());
        }
    }

    private RelayTopic add(String topicName, String request) {
        RelayTopic topic = new RelayTopic(parts.nextTopic(), topicName, request, dialect.memory(topicName));
        topics.put(topicName, topic);
        stats.topics.increment();
        place(topic);
        return topic;
    }

    /** Finds a connection for {@code topic}, which has none. */
    void place(RelayTopic topic) {
        if (!overheard.tryBring(topic)) {
            ask(topic);
        }
    }

    /** The same for one that had another one. */
    void replace(RelayTopic topic) {
        place(topic);
        tellIfTaken(topic);
    }

    /** Asks for {@code topic} on a connection of our own. */
    void ask(RelayTopic topic) {
        long nowNs = nowNs();
        RelayLine line = lineFor(topic.name(), nowNs);
        if (line == null) {
            refuse(topic, "a stream above what " + dialect.limits().connections() + " connections carry", EXHAUSTED);
        } else {
            line.add(topic, nowNs);
        }
    }

    private @Nullable RelayLine lineFor(String topicName, long nowNs) {
        for (RelayLine line : lines) {
            if (line.hasRoomFor(topicName) && !line.isExhausted(nowNs)) {
                return line;
            }
        }
        if (lines.size() >= dialect.limits().connections()) {
            return null;
        }
        RelayLine line = new RelayLine(this, new Backoff(parts.maxBackoff(), ThreadLocalRandom.current()), nowNs);
        lines.add(line);
        line.onTime(nowNs);
        return line;
    }

    /** An event loop has no client for {@code topicName} any more. */
    void unsubscribe(String topicName) {
        RelayTopic topic = topics.get(topicName);
        if (topic != null) {
            topic.leave(nowNs());
        }
    }

    // What is known of it

    /** What is known of the first of {@code names} of which anything is. */
    Recollection recall(List<String> names, int levels) {
        long nowNs = nowNs();
        String asking = null;
        for (String topicName : names) {
            TopicMemory memory = heardOf(topicName, nowNs);
            if (memory == null) {
                continue;
            }
            byte[] told = memory.told(levels);
            if (told.length > 0) {
                return new Recollection(told, null);
            }
            asking = asking == null && memory.asks(levels) ? topicName : asking;
        }
        return new Recollection(TopicMemory.NOTHING, asking);
    }

    /** What is remembered of {@code topicName}, if it is known to come until now. */
    private @Nullable TopicMemory heardOf(String topicName, long nowNs) {
        RelayTopic topic = topics.get(topicName);
        if (topic != null && lines.stream().anyMatch(line -> line.isHeardOf(topic, nowNs))) {
            return topic.memory();
        }
        Hearing hearing = overheard.heardOf(topicName, nowNs);
        return hearing == null ? null : hearing.memory();
    }

    /** The venue answered when it was asked for all of {@code topicName}. */
    void learn(String topicName, byte[] answer, int levels) {
        TopicMemory memory = heardOf(topicName, nowNs());
        RelayTopic topic = topics.get(topicName);
        if (memory != null) {
            memory.learn(answer, levels);
        } else if (topic != null) {
            topic.memory().learn(TopicMemory.NOTHING, levels);
        }
    }

    // What becomes of it

    void publish(RelayTopic topic, byte[] bytes, int from, int to) {
        topic.memory().onEvent(bytes, from, to);
        passOn(topic, bytes, from, to);
    }

    /** The same of what is remembered already. */
    void passOn(RelayTopic topic, byte[] bytes, int from, int to) {
        stats.messages.increment();
        stats.bytes.add(to - from);
        if (topic.isUsed() && !publisher().event(topic.id(), bytes, from, to)) {
            stats.tooLong.increment();
        }
    }

    /** The venue begins with it by itself. */
    void taken(RelayTopic topic) {
        publisher().taken(topic.id(), index, topic.name(), TopicMemory.NONE.first());
    }

    /** Another connection than before brings {@code topic}: where it does already clients are told, and a book begins anew. */
    void tellIfTaken(RelayTopic topic) {
        if (!topic.isTaken()) {
            return;
        }
        byte[] first = topic.memory().first();
        boolean anew = dialect.isBook(topic.name()) && first.length > 0;
        publisher().taken(topic.id(), index, topic.name(), anew ? TopicMemory.NOTHING : first);
        if (anew) {
            passOn(topic, first, 0, first.length);
        }
    }

    /** The topic of this name, if anybody wants it. */
    @Nullable
    RelayTopic topic(String topicName) {
        return topics.get(topicName);
    }

    /** None of our own connections is to bring {@code topic} any more. */
    void leaveLines(RelayTopic topic) {
        lines.forEach(line -> line.remove(topic));
    }

    void refused(RelayTopic topic, String code, String message) {
        refuse(topic, topic.name(), code + ' ' + message);
    }

    private void refuse(RelayTopic topic, String kind, String why) {
        topics.remove(topic.name());
        topic.memory().clear();
        stats.topics.decrement();
        stats.refused.increment();
        refusedKinds.refused(kind, why);
        publisher().refused(index, topic.name(), why.getBytes(UTF_8));
    }

    void announce() {
        publisher().announce();
    }

    /** How its connections are made. */
    RelayConnects connects() {
        return connects;
    }

    /** Looks at what only time changes. Several times a second. */
    void onTime(long nowNs) {
        forget(nowNs);
        overheard.onTime(nowNs);
        for (Iterator<RelayLine> each = lines.iterator(); each.hasNext(); ) {
            RelayLine line = each.next();
            if (line.isIdle(nowNs)) {
                each.remove();
                line.end("nothing is wanted of it");
            } else {
                line.onTime(nowNs);
            }
        }
        boolean there = topics.isEmpty() || overheard.isOpen() || lines.stream().anyMatch(RelayLine::isOpen);
        if (away.isDue(there, nowNs)) {
            breakOff();
        }
        announce();
    }

    /** What nobody wants any more is kept only as long as it is in nobody's way. */
    private void forget(long nowNs) {
        boolean crowded =
                lines.size() >= dialect.limits().connections() && lines.stream().allMatch(RelayLine::isCrowded);
        long lingerNs = crowded ? 0 : LINGER_NS;
        for (Iterator<RelayTopic> each = topics.values().iterator(); each.hasNext(); ) {
            RelayTopic topic = each.next();
            if (topic.isUnused(nowNs, lingerNs)) {
                each.remove();
                overheard.forget(topic);
                topic.memory().clear();
                stats.topics.decrement();
                leaveLines(topic);
            }
        }
    }

    /** The venue is away, or what was overheard is not whole: clients are to begin anew. */
    void breakOff() {
        publisher().away(index);
    }

    void stop() {
        lines.forEach(line -> line.end("stopped"));
        lines.clear();
        topics.clear();
    }
}
