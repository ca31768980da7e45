package io.quotegate.port;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quotegate.testkit.WebSocketProbe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What came over one WebSocket, stream by stream and in order; when it ends it is connected again, and asked for the same. A
 * thread of its own.
 */
final class HeardStreams implements AutoCloseable {
    private static final Pattern EVENT = Pattern.compile(
            "\\{(?:\"stream\":\"([^\"!]+)\"|\"arg\":(\\{[^}]*})(?:,\"action\":\"[a-z]+\")?),\"data\":.*",
            Pattern.DOTALL);

    private final int port;
    private final String path;
    private final String request; // empty where the path says it
    private final BiConsumer<String, String> also;
    private final Map<String, List<String>> streams = Collections.synchronizedMap(new TreeMap<>());

    private volatile boolean ended;
    private volatile int count;
    private volatile @Nullable WebSocketProbe socket;

    /** @param also hears of each stream and message, in order */
    HeardStreams(int port, String path, String request, BiConsumer<String, String> also) {
        this.port = port;
        this.path = path;
        this.request = request;
        this.also = also;
        Thread thread = new Thread(this::listen, "heard-streams");
        thread.setDaemon(true);
        thread.start();
    }

    private void listen() {
        while (!ended) {
            try (WebSocketProbe opened =
                    new WebSocketProbe(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), path)) {
                socket = opened;
                if (!request.isEmpty()) {
                    opened.text(request);
                }
                while (!ended) {
                    hear(new String(opened.readMessage(), UTF_8));
                }
            } catch (IOException e) {
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void hear(String message) {
        Matcher event = EVENT.matcher(message);
        if (event.matches()) {
            String name = event.group(1) == null ? event.group(2) : event.group(1);
            streams.computeIfAbsent(name, missing -> Collections.synchronizedList(new ArrayList<>()))
                    .add(message);
            also.accept(name, message);
            count++;
        }
    }

    int count() {
        return count;
    }

    /** By name of the stream, all that came of it so far. */
    Map<String, List<String>> streams() {
        return streams;
    }

    /** What came of one stream beside what came of it to who heard it all. */
    record Comparison(int messages, int same, int breaks, int others) {
        /**
         * @param messages of a stream
         * @param whole    the same, all of it
         */
        static Comparison of(List<String> messages, List<String> whole) {
            Map<String, List<Integer>> places = new HashMap<>();
            for (int i = 0; i < whole.size(); i++) {
                places.computeIfAbsent(whole.get(i), missing -> new ArrayList<>(1))
                        .add(i);
            }
            int at = -1;
            int same = 0;
            int breaks = 0;
            int others = 0;
            for (String message : messages) {
                int last = at;
                int next = places.getOrDefault(message, List.of()).stream()
                        .filter(place -> place > last)
                        .findFirst()
                        .orElse(-1);
                if (next < 0) {
                    others++;
                } else {
                    breaks += next == at + 1 ? 0 : 1;
                    same++;
                    at = next;
                }
            }
            return new Comparison(messages.size(), same, breaks, others);
        }
    }

    @Override
    public void close() throws IOException {
        ended = true;
        WebSocketProbe opened = socket;
        if (opened != null) {
            opened.close();
        }
    }
}
