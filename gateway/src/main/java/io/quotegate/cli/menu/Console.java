package io.quotegate.cli.menu;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * Where the user is asked and told, a question at a time, and where a conversation is held, in which lines come at any time.
 * Telling may come from any thread; asking from one.
 */
final class Console {
    private final BufferedReader in;
    private final PrintWriter out;
    private final @Nullable Editor editor; // of conversations; null where there is no terminal

    private @Nullable String open; // the question that awaits its answer
    private boolean conversing;

    Console(BufferedReader in, PrintWriter out, @Nullable Editor editor) {
        this.in = in;
        this.out = out;
        this.editor = editor;
    }

    /** Says a line; a question that is open is asked once more below it. */
    synchronized void say(String line) {
        if (conversing && editor != null) {
            editor.print(line);
            return;
        }
        if (open != null) {
            out.println();
        }
        out.println(line);
        if (open != null) {
            out.print(open);
        }
        out.flush();
    }

    /** Whether {@code answer} is an error, which is then said. */
    boolean isRefused(JsonNode answer) {
        boolean error = answer.path("event").asText().equals("error");
        if (error) {
            say(answer.path("message").asText());
        }
        return error;
    }

    /** Asks, and waits for a line without the spaces around it. */
    String ask(String question) throws IOException {
        synchronized (this) {
            open = question + ' ';
            out.print(open);
            out.flush();
        }
        return listen();
    }

    /** Begins or ends a conversation. */
    synchronized void converse(boolean begins) {
        conversing = begins;
    }

    /**
     * Waits for a line; in a conversation it can be edited where there is a terminal.
     *
     * @throws EndOfInputException when there will be no more
     */
    String listen() throws IOException {
        if (conversing && editor != null) {
            return editor.read().strip();
        }
        String line = in.readLine();
        synchronized (this) {
            open = null;
            if (line == null) {
                out.println();
                out.flush();
                throw new EndOfInputException();
            }
        }
        return line.strip();
    }
}
