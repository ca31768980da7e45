package io.quotegate.cli.menu;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Where the user is asked and told. Telling may come from any thread; asking from one. */
final class Console {
    private final BufferedReader in;
    private final PrintWriter out;

    private @Nullable String open; // the question that awaits its answer

    Console(BufferedReader in, PrintWriter out) {
        this.in = in;
        this.out = out;
    }

    /** Says a line; a question that is open is asked once more below it. */
    synchronized void say(String line) {
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
            say(answer.path("message").asText() + " (" + answer.path("code").asText() + ')');
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

    /**
     * Waits for a line.
     *
     * @throws EndOfInputException when there will be no more
     */
    String listen() throws IOException {
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
