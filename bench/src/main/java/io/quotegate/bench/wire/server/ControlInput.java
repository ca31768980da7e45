package io.quotegate.bench.wire.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

/** The standard input of a child: commands of its parent, one a line. When it ends, the parent is gone. */
public final class ControlInput {
    private ControlInput() {}

    /** Takes a command. */
    public interface Listener {
        void onCommand(String command) throws IOException;
    }

    /** Hands every line to {@code listener}, then ends the process. */
    public static void run(Listener listener) throws IOException {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            listener.onCommand(line);
        }
        System.exit(0);
    }
}
