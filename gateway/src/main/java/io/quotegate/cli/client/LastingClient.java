package io.quotegate.cli.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client over frames that outlives its connection: it says when the gateway goes away, and comes back when it does, or
 * when the gateway said it should.
 * One thread asks; another, its own, reads and tells of pushes.
 */
public final class LastingClient implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final long ANSWER_S = 10;
    private static final String SIGN_OF_LIFE = "{\"op\":\"ping\"}";
    private static final long FIRST_RETRY_MS = 200;
    private static final long LONGEST_RETRY_MS = 5_000;
    private static final long LONGEST_TOLD_MS = 600_000; // whoever says more

    private final GatewayAddress gateway;
    private final Consumer<String> news;
    private final BlockingQueue<JsonNode> answers = new LinkedBlockingQueue<>();
    private final Thread reader = new Thread(this::read, "client-reader");

    // Written by one thread and read by the other, each by itself: volatile for the newest value, no order between
    // them.
    private volatile Consumer<JsonNode> onPush = push -> {};
    private volatile Runnable onReturn = () -> {};
    private volatile FrameClient connection; // set before connected, so that who sees that sees this
    private volatile boolean connected = true;
    private volatile boolean closed;
    private int lastId;
    private long toldMs; // to wait before coming back, as a gateway said that goes away; the reader's

    private LastingClient(GatewayAddress gateway, Consumer<String> news) throws IOException {
        this.gateway = gateway;
        this.news = news;
        connection = new FrameClient(gateway).greeted();
        reader.setDaemon(true);
    }

    /**
     * Connects.
     *
     * @param news told, on any thread, when the gateway goes away and when it is back
     * @throws IOException if there is nothing to connect to
     */
    public static LastingClient open(GatewayAddress gateway, Consumer<String> news) throws IOException {
        LastingClient client = new LastingClient(gateway, news);
        client.reader.start();
        return client;
    }

    /** From now on {@code listener} is given every push, on the reading thread. */
    public void onPush(Consumer<JsonNode> listener) {
        onPush = listener;
    }

    /**
     * From now on {@code action} is run, on the reading thread, when the connection was lost and is there again. It may
     * {@link #tellFirst}.
     */
    public void onReturn(Runnable action) {
        onReturn = action;
    }

    /** An empty request, to be filled in. */
    public static ObjectNode request() {
        return JSON.createObjectNode();
    }

    /** Sends {@code request} and does not wait for the answer, which is thrown away. */
    public void tell(ObjectNode request) throws IOException {
        if (!connected) {
            throw new IOException("the gateway is not there");
        }
        connection.send(request.toString());
    }

    /** The same on a connection that is only coming back, before anything else is sent on it. */
    public void tellFirst(ObjectNode request) throws IOException {
        connection.send(request.toString());
    }

    /**
     * Sends {@code request} and waits for its answer, which may be an error.
     *
     * @throws IOException if the connection breaks, or nothing comes for long
     */
    public JsonNode ask(ObjectNode request) throws IOException {
        lastId++;
        String id = String.valueOf(lastId);
        answers.clear();
        tell(request.put("id", id));
        long untilNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(ANSWER_S);
        try {
            while (true) {
                JsonNode answer = answers.poll(untilNs - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (answer == null) {
                    throw new IOException("the gateway did not answer within " + ANSWER_S + " s");
                }
                if (answer.isNull()) {
                    throw new IOException("the connection broke before the answer");
                }
                if (answer.path("id").asText().equals(id)) {
                    return answer;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private void read() {
        while (!closed) {
            try {
                readConnection();
            } catch (IOException e) {
                // As good as closed; what is said next tells.
            }
            connected = false;
            answers.add(JSON.nullNode());
            if (!closed) {
                news.accept("The gateway has gone away; connecting again ...");
                comeBack(toldMs);
                toldMs = 0;
            }
        }
    }

    private void readConnection() throws IOException {
        for (String text = connection.receive(); text != null; text = connection.receive()) {
            JsonNode message = JSON.readTree(text);
            if (message.has("channel")) {
                onPush.accept(message);
            } else if (message.has("id")) {
                answers.add(message);
            } else if (message.path("event").asText().equals("heartbeat")) {
                connection.send(SIGN_OF_LIFE); // who is in a room is asked for one
            } else if (message.path("event").asText().equals("bye")) {
                toldMs = Math.min(LONGEST_TOLD_MS, message.path("retryMs").asLong());
            }
        }
    }

    private void comeBack(long waitMs) {
        long retryMs = FIRST_RETRY_MS;
        if (!sleep(waitMs)) {
            return;
        }
        while (!closed) {
            FrameClient next = connect();
            if (next != null) {
                connection = next;
                onReturn.run(); // what it sends is on its way before anybody else may speak
                connected = true;
                news.accept("Connected again.");
                return;
            }
            if (!sleep(retryMs)) {
                return;
            }
            retryMs = Math.min(LONGEST_RETRY_MS, retryMs * 2);
        }
    }

    /** False if it is closed meanwhile. */
    private static boolean sleep(long ms) {
        try {
            TimeUnit.MILLISECONDS.sleep(ms);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private @Nullable FrameClient connect() {
        try {
            return new FrameClient(gateway).greeted();
        } catch (RefusedException e) {
            news.accept("The gateway lets us in no more: " + e.getMessage());
            closed = true; // it would say so again and again
            return null;
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public void close() throws IOException {
        closed = true;
        try {
            if (connected) {
                tell(request().put("op", "bye"));
            }
        } catch (IOException e) {
            // It is gone already.
        }
        reader.interrupt();
        connection.close();
    }
}
