package io.quotegate.feed.relay;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.feed.FeedClock;
import io.quotegate.feed.dial.ConnectBudget;
import io.quotegate.feed.dial.EndpointTurn;
import io.quotegate.feed.dial.Route;
import io.quotegate.feed.peer.Backoff;
import io.quotegate.feed.peer.HandshakeRefusal;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket interface of a venue, and everything that is subscribed to there: each once, however many want it, and kept
 * for a while when nobody does any more. Confined to the relay's loop.
 */
final class RelaySource {
    private static final Logger LOG = LoggerFactory.getLogger(RelaySource.class);

    private static final long LINGER_NS = Duration.ofSeconds(60).toNanos();

    /** Told to a client whose wish would take more than the venue allows, in the venue's own words where it has any. */
    private static final String EXHAUSTED = "60014 Requests too frequent";

    private final int index;
    private final String name;
    private final RelayDialect dialect;
    private final RelayParts parts;
    private final EndpointTurn endpoints;
    private final ConnectBudget connects;
    private final long closeAfterNs;
    private final RelayStats stats = new RelayStats();
    private final RefusedKinds refusedKinds;
    private final Map<String, RelayTopic> topics = new HashMap<>();
    private final List<RelayLine> lines = new ArrayList<>();

    private long downNs; // since when nothing is open, or clients were told so
    private boolean down;

    RelaySource(int index, RelaySourceParts its, RelayParts parts, Duration closeAfter) {
        this.index = index;
        name = its.name();
        refusedKinds = new RefusedKinds(name);
        dialect = its.dialect();
        this.parts = parts;
        endpoints = new EndpointTurn(its.routes());
        connects = its.connects();
        closeAfterNs = closeAfter.toNanos();
    }

    String name() {
        return name;
    }

    RelayStats stats() {
        return stats;
    }

    RelayDialect dialect() {
        return dialect;
    }

    SocketConnector sockets() {
        return parts.sockets();
    }

    long nowNs() {
        return clock().monotonicNs();
    }

    private FeedClock clock() {
        return parts.clock();
    }

    private VerbatimPublisher publisher() {
        return parts.publisher();
    }

    // What clients want

    /** An event loop wants {@code topicName}, which is asked for by {@code request}, or wants to begin with it anew. */
    void subscribe(String topicName, String request, boolean more) {
        RelayTopic known = topics.get(topicName);
        RelayTopic topic = known == null ? add(topicName, request) : known;
        if (topic == null) {
            return;
        }
        if (more) {
            topic.use();
        }
        if (topic.isTaken()) {
            publisher().taken(topic.id(), index, topicName, topic.memory().first());
        }
    }

    private @Nullable RelayTopic add(String topicName, String request) {
        long nowNs = nowNs();
        RelayLine line = lineFor(topicName, nowNs);
        if (line == null) {
            publisher().refused(index, topicName, EXHAUSTED.getBytes(UTF_8));
            refusedKinds.refused(
                    "a stream above what " + dialect.limits().connections() + " connections carry", EXHAUSTED);
            stats.refused.increment();
            return null;
        }
        RelayTopic topic = new RelayTopic(parts.nextTopic(), topicName, request, dialect.memory(topicName));
        topics.put(topicName, topic);
        stats.topics.increment();
        line.add(topic, nowNs);
        return topic;
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
            RelayTopic topic = topics.get(topicName);
            if (topic == null || lines.stream().noneMatch(line -> line.isHeardOf(topic, nowNs))) {
                continue;
            }
            byte[] told = topic.memory().told(levels);
            if (told.length > 0) {
                return new Recollection(told, null);
            }
            asking = asking == null && topic.memory().asks() ? topicName : asking;
        }
        return new Recollection(TopicMemory.NOTHING, asking);
    }

    /** The venue answered when it was asked for all of {@code topicName}. */
    void learn(String topicName, byte[] answer, int levels) {
        RelayTopic topic = topics.get(topicName);
        if (topic != null) {
            topic.memory().learn(topic.isTaken() ? answer : TopicMemory.NOTHING, levels);
        }
    }

    // What becomes of it

    void publish(RelayTopic topic, byte[] bytes, int from, int to) {
        topic.memory().onEvent(bytes, from, to);
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

    void refused(RelayTopic topic, String code, String message) {
        topics.remove(topic.name());
        topic.memory().clear();
        stats.topics.decrement();
        stats.refused.increment();
        refusedKinds.refused(topic.name(), code + ' ' + message);
        publisher().refused(index, topic.name(), (code + ' ' + message).getBytes(UTF_8));
    }

    void announce() {
        publisher().announce();
    }

    // Connections

    boolean mayConnect(long nowNs) {
        return endpoints.delayNs(nowNs) == 0 && connects.trySpend(nowNs);
    }

    Route route(long nowNs) {
        return endpoints.route(nowNs);
    }

    void opened(@Nullable Route route) {
        stats.connects.increment();
        stats.connections.increment();
        down = false;
        LOG.info("relay of {}: connected to {}", name, route);
    }

    void refused(Route route, HandshakeRefusal refusal) {
        endpoints.refused(route, refusal, nowNs());
    }

    void closed(@Nullable Route route, boolean wasOpen, String reason) {
        if (wasOpen) {
            stats.connections.decrement();
            LOG.info("relay of {}: disconnected: {}", name, reason);
        } else if (route != null) {
            endpoints.failed(route);
            LOG.debug("relay of {}: cannot connect to {}: {}", name, route, reason);
        }
    }

    /** Looks at what only time changes. Several times a second. */
    void onTime(long nowNs) {
        forget(nowNs);
        for (Iterator<RelayLine> each = lines.iterator(); each.hasNext(); ) {
            RelayLine line = each.next();
            if (line.isIdle(nowNs)) {
                each.remove();
                line.end("nothing is wanted of it");
            } else {
                line.onTime(nowNs);
            }
        }
        tellAway(nowNs);
        announce();
    }

    private void forget(long nowNs) {
        for (Iterator<RelayTopic> each = topics.values().iterator(); each.hasNext(); ) {
            RelayTopic topic = each.next();
            if (topic.isUnused(nowNs, LINGER_NS)) {
                each.remove();
                topic.memory().clear();
                stats.topics.decrement();
                lines.forEach(line -> line.remove(topic));
            }
        }
    }

    private void tellAway(long nowNs) {
        boolean open = lines.isEmpty() || lines.stream().anyMatch(RelayLine::isOpen);
        if (open) {
            down = false;
        } else if (!down) {
            down = true;
            downNs = nowNs;
        } else if (nowNs - downNs >= closeAfterNs) {
            downNs = nowNs;
            publisher().away(index);
        }
    }

    void stop() {
        lines.forEach(line -> line.end("stopped"));
        lines.clear();
        topics.clear();
    }
}
