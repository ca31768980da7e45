package io.quotegate.cli.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.cli.screen.LiveScreen;
import java.io.PrintWriter;
import java.util.function.Consumer;

/** Where what is watched is shown, quotes or a book. Messages come from one thread; to close is any thread's. */
interface WatchView extends AutoCloseable {
    /** One came. */
    void show(JsonNode message);

    /** The connection is gone; {@code what} says it, and when the next one is tried. */
    void trouble(String what);

    /** The connection is there again; {@code what} says it, and what becomes of what was missed. */
    void recovered(String what);

    @Override
    void close();

    /** A line for each message, for pipes, and for programs; what is wrong goes to {@code err}. */
    static WatchView lines(Consumer<JsonNode> printer, PrintWriter err) {
        return new WatchView() {
            @Override
            public void show(JsonNode message) {
                printer.accept(message);
            }

            @Override
            public void trouble(String what) {
                err.println(what);
            }

            @Override
            public void recovered(String what) {
                err.println(what);
            }

            @Override
            public void close() {
                // Every line is whole.
            }
        };
    }

    /** What stays in place on a screen. */
    static WatchView of(LiveScreen screen) {
        return new WatchView() {
            @Override
            public void show(JsonNode message) {
                screen.show(message);
            }

            @Override
            public void trouble(String what) {
                screen.trouble(what);
            }

            @Override
            public void recovered(String what) {
                screen.note(what);
            }

            @Override
            public void close() {
                screen.close();
            }
        };
    }
}
