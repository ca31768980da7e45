package io.quotegate.cli.query;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Says what is waited for, where the first quote does not come at once. Any thread. */
final class FirstQuoteNote {
    private static final long PATIENCE_SECONDS = 2;

    private final CompletableFuture<Void> said;

    /**
     * Waits for the first quote of {@code pairs}.
     *
     * @param later runs what it is given when that has taken too long
     */
    FirstQuoteNote(Executor later, List<String> pairs, PrintWriter err) {
        String what = pairs.contains("*") ? "any pair" : String.join(", ", pairs);
        String text = "waiting for the first quote of " + what + " (quotegate status tells how the venues are)";
        said = CompletableFuture.runAsync(
                () -> {
                    err.println(text);
                    err.flush();
                },
                later);
    }

    /** Waits two seconds before it says anything. */
    static FirstQuoteNote of(List<String> pairs, PrintWriter err) {
        return new FirstQuoteNote(CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS), pairs, err);
    }

    /** It came, or will not come: there is nothing more to say. */
    void end() {
        said.cancel(false);
    }
}
