package io.quotegate.cli.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.cli.client.QuoteClient;
import io.quotegate.cli.client.RefusedException;
import io.quotegate.cli.client.Watched;
import io.quotegate.cli.process.StandardStreams;
import io.quotegate.cli.process.UntilStopped;
import io.quotegate.text.FailureText;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code watch}: shows quotes as they change, and comes back when the gateway does, with what it missed if it can. */
@Command(
        name = "watch",
        description = "Shows quotes as they change until interrupted: a table that stays in place on a terminal, else a"
                + " line for each quote.",
        mixinStandardHelpOptions = true)
public final class WatchCommand implements Callable<Integer>, UntilStopped {
    private static final long FIRST_RETRY_MS = 500;
    private static final long LONGEST_RETRY_MS = 8_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private QuoteOptions options = new QuoteOptions();

    // Set by the thread that watches, closed by the one that ends the process.
    private volatile @Nullable QuoteView view;
    private @Nullable FirstQuoteNote note;
    private final Watched watched = new Watched();
    private boolean seen; // a quote, ever
    private boolean lost;
    private long retryMs = FIRST_RETRY_MS;

    @Override
    public Integer call() throws Exception {
        QuoteView lines = QuoteView.lines(
                options.printer(spec.commandLine().getOut()), spec.commandLine().getErr());
        try {
            while (true) {
                try (QuoteClient client = options.connect()) {
                    waitForTheFirst();
                    client.watch(options.pairs(), watched, quote -> show(quote, lines));
                    retry("the gateway closed the connection", lines);
                } catch (RefusedException e) {
                    throw e; // asking again would not help
                } catch (IOException e) {
                    if (!seen) {
                        throw e;
                    }
                    retry(FailureText.of(e), lines);
                }
            }
        } finally {
            endNote();
            onStop();
        }
    }

    private void waitForTheFirst() {
        if (!seen && note == null) {
            note = FirstQuoteNote.of(options.pairs(), spec.commandLine().getErr());
        }
    }

    private void endNote() {
        if (note != null) {
            note.end();
        }
    }

    private void show(JsonNode quote, QuoteView lines) {
        QuoteView shown = view;
        if (shown == null) { // only now: what goes wrong before is told in a line
            shown = options.isTable() && StandardStreams.outIsTerminal()
                    ? QuoteView.table(options.place(), spec.commandLine().getOut(), lines)
                    : lines;
            view = shown;
        }
        if (lost) {
            shown.recovered(watched.isRecovered());
        }
        if (!seen) {
            endNote();
        }
        seen = true;
        lost = false;
        retryMs = FIRST_RETRY_MS;
        shown.show(quote);
    }

    private void retry(String why, QuoteView lines) throws InterruptedException {
        QuoteView shown = view;
        (shown == null ? lines : shown).trouble(why + "; connecting again in " + retryMs + " ms");
        lost = true;
        TimeUnit.MILLISECONDS.sleep(retryMs);
        retryMs = Math.min(LONGEST_RETRY_MS, retryMs * 2);
    }

    @Override
    public void onStop() {
        QuoteView shown = view;
        if (shown != null) {
            shown.close();
        }
    }
}
