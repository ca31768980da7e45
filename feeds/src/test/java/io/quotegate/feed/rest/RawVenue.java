package io.quotegate.feed.rest;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.quotegate.feed.dial.StubServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A venue that answers bytes as they were given, each for one request, in turn. Blocks threads of its own. */
final class RawVenue implements AutoCloseable {
    /** At the end of an answer: the connection is closed. */
    static final String HANG_UP = "\0hang up";

    /** At the end of an answer: one byte comes after another for as long as somebody listens. */
    static final String TRICKLE = "\0trickle";

    private final Queue<String> answers = new ConcurrentLinkedQueue<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();
    private final StubServer server = new StubServer(this::serve);

    RawVenue() throws IOException {}

    int port() {
        return server.port();
    }

    int connections() {
        return connections.get();
    }

    /** The heads of the requests. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    void answers(String... texts) {
        answers.addAll(List.of(texts));
    }

    private void serve(Socket client) throws IOException {
        connections.incrementAndGet();
        InputStream in = client.getInputStream();
        StringBuilder head = new StringBuilder();
        for (int next = in.read(); next >= 0; next = in.read()) {
            head.append((char) next);
            if (head.indexOf("\r\n\r\n") >= 0) {
                asked.add(head.toString());
                head.setLength(0);
                if (!answer(client.getOutputStream())) {
                    return;
                }
            }
        }
    }

    private boolean answer(OutputStream out) throws IOException {
        String answer = answers.remove();
        boolean odd = answer.endsWith(HANG_UP) || answer.endsWith(TRICKLE);
        out.write((odd ? answer.substring(0, answer.lastIndexOf('\0')) : answer).getBytes(ISO_8859_1));
        out.flush();
        while (odd && answer.endsWith(TRICKLE)) {
            out.write('x');
            out.flush();
            LockSupport.parkNanos(1_000_000);
        }
        return !odd;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
