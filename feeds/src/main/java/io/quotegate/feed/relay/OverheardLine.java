package io.quotegate.feed.relay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the feed's connections, as it can be overheard: what the feed asks for, and what the venue says. All that comes is
 * remembered, whether anybody wants it or not, so that who comes begins as with the venue. Confined to the relay's loop.
 */
final class OverheardLine implements RelayDialect.Listener, RelayDialect.Requests {
    private final RelayDialect dialect;
    private final HearingListener listener;
    private final Map<String, Hearing> hearings = new LinkedHashMap<>(); // by name, of what is asked for
    private final Map<Integer, List<String>> asked = new HashMap<>(); // by number of the request, not answered

    private byte[] text = {}; // of the message under way
    private long inputNs;

    OverheardLine(RelayDialect dialect, HearingListener listener, long nowNs) {
        this.dialect = dialect;
        this.listener = listener;
        inputNs = nowNs;
    }

    @Nullable
    Hearing hearing(String name) {
        return hearings.get(name);
    }

    /** What comes of {@code name}, if it is known to come until now. */
    @Nullable
    Hearing heardOf(String name, long nowNs) {
        Hearing hearing = hearings.get(name);
        return hearing != null && hearing.isTaken() && nowNs - inputNs < RelayTopic.HEARD_NS ? hearing : null;
    }

    /** The feed sent {@code bytes[from..to)}. */
    void onSaid(byte[] bytes, int from, int to) {
        dialect.readRequest(bytes, from, to, this);
    }

    /** The venue sent {@code bytes[from..to)}. */
    void onHeard(byte[] bytes, int from, int to, long nowNs) {
        inputNs = nowNs;
        text = bytes;
        dialect.read(bytes, from, to, this); // what it does not know, the feed counts
    }

    /** The venue has given a sign of life. */
    void onAlive(long nowNs) {
        inputNs = nowNs;
    }

    /** It is over, or nobody knows any more. */
    void end() {
        leave(List.copyOf(hearings.keySet()));
        asked.clear();
    }

    @Override
    public void onAsked(int number, List<String> names) {
        asked.put(number, names);
        for (String name : names) {
            Hearing hearing = hearings.get(name);
            if (hearing == null && listener.tryKeep(name)) {
                hearing = new Hearing(name, dialect.memory(name));
                hearings.put(name, hearing);
            }
            if (hearing != null) {
                listener.offered(hearing);
            }
        }
    }

    @Override
    public void onLeft(List<String> names) {
        leave(names);
    }

    private void leave(List<String> names) {
        List<RelayTopic> lost = new ArrayList<>();
        for (String name : names) {
            Hearing hearing = hearings.remove(name);
            if (hearing != null) {
                listener.release(name);
                hearing.memory().clear();
                if (hearing.topic() != null) {
                    lost.add(hearing.topic());
                }
            }
        }
        lost.forEach(listener::lost);
    }

    @Override
    public void onEvent(String name, int from, int to) {
        Hearing hearing = hearings.get(name);
        if (hearing == null) {
            return;
        }
        hearing.memory().onEvent(text, from, to);
        if (hearing.topic() != null) {
            listener.pushed(hearing.topic(), text, from, to);
        }
        if (hearing.memory().isBroken()) {
            leave(List.of(name)); // until the feed has it begun anew, which it sees as well
        }
    }

    @Override
    public void onRequestTaken(int number) {
        List<String> names = asked.remove(number);
        if (names != null) {
            names.forEach(this::onTopicTaken);
        }
    }

    @Override
    public void onTopicTaken(String name) {
        Hearing hearing = hearings.get(name);
        if (hearing != null && !hearing.isTaken()) {
            hearing.taken(true);
            listener.taken(hearing);
        }
    }

    @Override
    public void onTopicLeft(String name) {
        Hearing hearing = hearings.get(name);
        if (hearing != null) { // it is asked for again already, or the venue has its reasons
            hearing.taken(false);
        }
    }

    @Override
    public void onTopicRefused(String name, String code, String message) {
        Hearing hearing = hearings.get(name);
        if (hearing != null && hearing.topic() != null) {
            listener.refused(hearing.topic(), code, message);
        }
        leave(List.of(name));
    }

    /** The feed asks for its parts again. */
    @Override
    public void onRequestRefused(int number, String code, String message) {
        List<String> names = asked.remove(number);
        if (names != null) {
            leave(names);
        }
    }

    @Override
    public void onNotNow(String code, String message) {
        // The feed ends the connection.
    }
}
