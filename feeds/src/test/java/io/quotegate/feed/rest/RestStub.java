package io.quotegate.feed.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.quotegate.feed.dial.Dialer;
import io.quotegate.feed.dial.Route;
import io.quotegate.feed.dial.TestLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;

/** A venue's REST on a free port: answers what it was given to, in turn, and remembers what it was asked. */
public final class RestStub implements AutoCloseable {
    private final HttpServer server;
    private final TestLoop loop = new TestLoop();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final Queue<Answer> answers = new ArrayDeque<>();

    private record Answer(int status, String body, Map<String, String> headers, boolean whole) {}

    public RestStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + '/');
    }

    /** The way there. */
    public List<Route> routes() {
        return List.of(Route.direct(base()));
    }

    /** Asks it, or any other; ends with this. */
    public RestClient client() {
        return new RestClient(Dialer.of(Runnable::run), loop.loop());
    }

    /** The next request is answered so. */
    public RestStub answers(int status, String body, Map<String, String> headers) {
        synchronized (answers) {
            answers.add(new Answer(status, body, headers, true));
        }
        return this;
    }

    public RestStub answers(String body) {
        return answers(200, body, Map.of());
    }

    /** The next request is answered with the half of {@code body}, and then nothing. */
    public RestStub stopsHalfWay(String body) {
        synchronized (answers) {
            answers.add(new Answer(200, body, Map.of(), false));
        }
        return this;
    }

    /** Every path and query asked for. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI().toString());
        Answer answer;
        synchronized (answers) {
            answer = answers.isEmpty() ? new Answer(500, "nothing to answer", Map.of(), true) : answers.remove();
        }
        answer.headers().forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        byte[] body = answer.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body, 0, answer.whole() ? body.length : body.length / 2);
        exchange.getResponseBody().flush();
        if (answer.whole()) {
            exchange.close();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        loop.close();
    }
}
