package io.quotegate.feed.relay;

import io.quotegate.feed.dial.Route;
import io.quotegate.feed.peer.Backoff;
import io.quotegate.feed.peer.HandshakeRefusal;
import io.quotegate.feed.socket.ClientSocket;
import io.quotegate.feed.socket.SocketOwner;
import io.quotegate.text.ByteWriter;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a source, and what comes over it: asked for in as few requests as the venue wants, and asked for again
 * when the connection is another. Confined to the relay's loop.
 */
final class RelayLine implements SocketOwner, RelayDialect.Listener {
    private static final long PROBE_AFTER_NS = Duration.ofSeconds(5).toNanos();
    private static final long DEAD_AFTER_NS = Duration.ofSeconds(15).toNanos();
    private static final long IDLE_NS = Duration.ofSeconds(20).toNanos();
    private static final long HEALTHY_NS = Duration.ofSeconds(10).toNanos();

    private final RelaySource source;
    private final RelayDialect dialect;
    private final Backoff backoff;
    private final Map<String, RelayTopic> topics = new LinkedHashMap<>();
    private final LineRequests requests;
    private final ByteWriter outbound = new ByteWriter(64);

    private RequestPace pace;
    private @Nullable ClientSocket socket;
    private @Nullable Route route;
    private long openedNs;
    private long inputNs;
    private long probedNs;
    private long nextNs; // when to connect
    private long usedNs;
    private int books;
    private byte[] text = {}; // of the message under way

    RelayLine(RelaySource source, Backoff backoff, long nowNs) {
        this.source = source;
        this.backoff = backoff;
        dialect = source.dialect();
        requests = new LineRequests(dialect.limits().topicsOfRequest());
        pace = new RequestPace(dialect.limits());
        nextNs = nowNs;
        usedNs = nowNs;
    }

    boolean isOpen() {
        return socket != null && socket.isOpen();
    }

    /** What brings {@code topic}, which the venue has taken: whether it has been heard of until now. */
    boolean isHeardOf(RelayTopic topic, long nowNs) {
        return has(topic) && topic.isTaken() && nowNs - inputNs < RelayTopic.HEARD_NS;
    }

    /** Whether nothing has been wanted of it for so long that it is not worth keeping; the venue would cut it soon. */
    boolean isIdle(long nowNs) {
        usedNs = topics.isEmpty() ? usedNs : nowNs;
        return nowNs - usedNs >= IDLE_NS;
    }

    /** Whether {@code name} may come over it too. */
    boolean hasRoomFor(String name) {
        RelayLimits limits = dialect.limits();
        return topics.size() + requests.leaving() < limits.topics()
                && (books < limits.books() || !dialect.isBook(name));
    }

    /** Whether it has not much room left. */
    boolean isCrowded() {
        RelayLimits limits = dialect.limits();
        return topics.size() > limits.topics() / 2 || books > limits.books() / 2;
    }

    /** Whether another request cannot be sent for so long that it is not worth waiting for. */
    boolean isExhausted(long nowNs) {
        return pace.isExhausted(nowNs);
    }

    void add(RelayTopic topic, long nowNs) {
        topics.put(topic.name(), topic);
        books += dialect.isBook(topic.name()) ? 1 : 0;
        requests.want(topic);
        ask(nowNs);
    }

    void remove(RelayTopic topic) {
        if (has(topic)) {
            drop(topic);
            requests.leave(topic);
        }
    }

    private boolean has(RelayTopic topic) {
        return topics.get(topic.name()) == topic;
    }

    private void drop(RelayTopic topic) {
        topics.remove(topic.name());
        books -= dialect.isBook(topic.name()) ? 1 : 0;
    }

    void end(String reason) {
        if (socket != null) {
            socket.end(reason);
        }
    }

    /** Looks at what only time changes. */
    void onTime(long nowNs) {
        ClientSocket its = socket;
        if (its == null) {
            Route next = nowNs - nextNs >= 0 ? source.connects().begin(nowNs) : null;
            if (next != null) {
                connect(next);
            }
            return;
        }
        if (!its.isOpen()) {
            return;
        }
        long silentNs = nowNs - inputNs;
        if (silentNs >= DEAD_AFTER_NS) {
            its.end("silent for " + silentNs / 1_000_000 + " ms");
        } else if (silentNs >= PROBE_AFTER_NS && nowNs - probedNs >= PROBE_AFTER_NS) {
            probedNs = nowNs;
            its.send(dialect.probe(outbound.clear()), outbound);
        }
        if (nowNs - openedNs >= HEALTHY_NS) {
            backoff.reset();
        }
        ask(nowNs);
        leave(nowNs);
    }

    private void connect(Route next) {
        ClientSocket opened = source.sockets().socket(next, this);
        route = next;
        socket = opened;
        source.sockets().dial(next, opened);
    }

    /** Asks for what was not asked for, if it is time. */
    private void ask(long nowNs) {
        while (isOpen() && requests.isSomethingWanted() && pace.trySpend(nowNs)) {
            LineRequests.Next next = requests.next();
            send(dialect.subscription(next.number(), next.requests()));
        }
    }

    /** Ends what nobody wants any more, where requests are not scarce. */
    private void leave(long nowNs) {
        boolean due = isOpen() && !requests.isSomethingWanted() && requests.leaving() > 0;
        if (due && pace.trySpendIdly(nowNs)) {
            LineRequests.Next next = requests.nextLeaving();
            send(dialect.unsubscription(next.number(), next.requests()));
        }
    }

    private void send(ByteWriter request) {
        if (socket != null) {
            source.stats().requests.increment();
            socket.text(request);
        }
    }

    @Override
    public void onOpen(boolean simulated) {
        openedNs = source.nowNs();
        inputNs = openedNs;
        pace = new RequestPace(dialect.limits()); // what is limited is what a connection says
        requests.begin(topics.values());
        source.connects().opened(route, openedNs);
        ask(openedNs);
    }

    @Override
    public void onHandshakeRefused(HandshakeRefusal refusal) {
        source.connects().refused(route, refusal, source.nowNs());
    }

    @Override
    public void onRead() {
        inputNs = source.nowNs();
    }

    @Override
    public void onReadComplete() {
        source.announce();
    }

    @Override
    public void onText(byte[] bytes, int from, int to) {
        text = bytes;
        if (!dialect.read(bytes, from, to, this)) {
            source.stats().unknown.increment();
        }
    }

    @Override
    public void onBinary() {
        source.stats().unknown.increment();
    }

    @Override
    public void onViolation(String detail) {
        source.stats().unknown.increment();
    }

    @Override
    public void onEvent(String name, int from, int to) {
        RelayTopic topic = topics.get(name);
        if (topic != null) {
            source.publish(topic, text, from, to);
            if (topic.memory().isBroken()) {
                topic.memory().clear();
                topic.taken(false);
                requests.leave(topic); // and when that is done it is asked for again
            }
        }
    }

    @Override
    public void onTopicLeft(String name) {
        RelayTopic topic = topics.get(name);
        if (topic != null) { // to begin anew, or somebody wants it again, or the venue has its reasons
            topic.taken(false);
            topic.memory().clear();
            requests.want(topic);
        }
    }

    @Override
    public void onRequestTaken(int number) {
        requests.answered(number).forEach(this::taken);
    }

    @Override
    public void onTopicTaken(String name) {
        RelayTopic topic = topics.get(name);
        if (topic != null) {
            requests.answered(topic);
            taken(topic);
        }
    }

    private void taken(RelayTopic topic) {
        if (has(topic) && !topic.isTaken()) {
            topic.taken(true);
            source.taken(topic);
        }
    }

    @Override
    public void onTopicRefused(String name, String code, String message) {
        RelayTopic topic = topics.get(name);
        if (topic != null) {
            requests.answered(topic);
            refuse(topic, code, message);
        }
    }

    private void refuse(RelayTopic topic, String code, String message) {
        if (has(topic)) {
            drop(topic);
            source.refused(topic, code, message);
        }
    }

    /** Which topic is meant is known where there is one; where there are several each is asked for by itself. */
    @Override
    public void onRequestRefused(int number, String code, String message) {
        List<RelayTopic> request = number == NO_NUMBER ? requests.answeredOnly() : requests.answered(number);
        if (request.size() == 1) {
            refuse(request.get(0), code, message);
        } else {
            requests.wantEach(request);
        }
    }

    @Override
    public void onNotNow(String code, String message) {
        end("request refused: " + code + ' ' + message);
    }

    @Override
    public void onEnd(String reason) {
        boolean wasOpen = openedNs != 0;
        openedNs = 0;
        socket = null;
        requests.clear();
        for (RelayTopic topic : topics.values()) {
            topic.taken(false);
            topic.memory().clear();
        }
        for (RelayTopic topic : List.copyOf(topics.values())) {
            if (source.overheard().expects(topic.name())) { // which had it asked for here in its absence
                drop(topic);
                source.replace(topic);
            }
        }
        long nowNs = source.nowNs();
        nextNs = nowNs + backoff.nextDelayNs();
        source.connects().closed(route, wasOpen, reason, nowNs);
    }
}
