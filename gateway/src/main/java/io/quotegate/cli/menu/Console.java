package io.quotegate.cli.menu;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Where the user is asked and told. Telling may come from any thread; asking from one. */
final class Console {
    private final BufferedReader in;
    private final PrintWriter out;

    Console(BufferedReader in, PrintWriter out) {
        this.in = in;
        this.out = out;
    }

    /** Says a line. */
    synchronized void say(String line) {
        out.println(line);
        out.flush();
    }

    PrintWriter out() {
        return out;
    }

    /** Asks, and waits for a line without the spaces around it; null when there will be no more. */
    @Nullable
    String ask(String question) throws IOException {
        synchronized (this) {
            out.print(question + ' ');
            out.flush();
        }
        return listen();
    }

    /** Waits for a line; null when there will be no more. */
    @Nullable
    String listen() throws IOException {
        String line = in.readLine();
        return line == null ? null : line.strip();
    }

    /** The same, where no line is as good as an empty one. */
    String askOrNothing(String question) throws IOException {
        String line = ask(question);
        return line == null ? "" : line;
    }
}
