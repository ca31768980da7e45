package io.quotegate.cli.query;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Says what is waited for, where the first of it does not come at once. Any thread. */
final class WaitingNote {
    private static final long PATIENCE_SECONDS = 2;

    private final CompletableFuture<Void> said;

    /**
     * Waits for the first {@code what} of {@code pairs}.
     *
     * @param later runs what it is given when that has taken too long
     */
    WaitingNote(Executor later, String what, List<String> pairs, PrintWriter err) {
        String whose = pairs.contains("*") ? "any pair" : String.join(", ", pairs);
        String text = "waiting for the first " + what + " of " + whose + " (quotegate status tells how the venues are)";
        said = CompletableFuture.runAsync(
                () -> {
                    err.println(text);
                    err.flush();
                },
                later);
    }

    /** Waits two seconds before it says anything. */
    static WaitingNote of(String what, List<String> pairs, PrintWriter err) {
        return new WaitingNote(CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS), what, pairs, err);
    }

    /** It came, or will not come: there is nothing more to say. */
    void end() {
        said.cancel(false);
    }
}
