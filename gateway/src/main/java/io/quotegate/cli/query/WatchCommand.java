package io.quotegate.cli.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.quotegate.cli.client.QuoteClient;
import io.quotegate.cli.client.RefusedException;
import io.quotegate.cli.client.Watched;
import io.quotegate.cli.option.UsageException;
import io.quotegate.cli.process.StandardStreams;
import io.quotegate.cli.process.UntilStopped;
import io.quotegate.cli.screen.LiveScreen;
import io.quotegate.text.FailureText;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code watch}: shows quotes, or a book, as they change, and comes back when the gateway does; of quotes with what it missed, if
 * it can.
 */
@Command(
        name = "watch",
        description = "Shows quotes as they change until interrupted: a table that stays in place on a terminal, else a"
                + " line for each quote. With --book, the order book of one pair: a ladder on a terminal, else a line for"
                + " each change.",
        mixinStandardHelpOptions = true)
public final class WatchCommand implements Callable<Integer>, UntilStopped {
    private static final long FIRST_RETRY_MS = 500;
    private static final long LONGEST_RETRY_MS = 8_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private QuoteOptions options = new QuoteOptions();

    @Option(names = "--book", description = "The order book of the pair instead of its quotes.")
    private boolean book;

    @Mixin
    private DepthOption depth = new DepthOption();

    // Set by the thread that watches, closed by the one that ends the process.
    private volatile @Nullable WatchView view;
    private @Nullable WaitingNote note;
    private final Watched watched = new Watched();
    private boolean seen; // a message, ever
    private boolean lost;
    private long retryMs = FIRST_RETRY_MS;

    @Override
    public Integer call() throws Exception {
        check();
        WatchView lines = lines();
        try {
            while (true) {
                try (QuoteClient client = options.connect()) {
                    waitForTheFirst();
                    follow(client, lines);
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

    private void check() {
        List<String> pairs = options.pairs();
        if (book && (pairs.size() > 1 || pairs.contains("*"))) {
            throw new UsageException("--book: " + String.join(" ", pairs) + " (expected: one pair)");
        }
        if (!book && depth.isGiven()) {
            throw new UsageException("--depth: " + depth.levels() + " (expected: with --book)");
        }
    }

    private WatchView lines() {
        CommandLine command = spec.commandLine();
        if (book) {
            return WatchView.lines(options.bookPrinter(command.getOut())::print, command.getErr());
        }
        return WatchView.lines(options.printer(command.getOut())::print, command.getErr());
    }

    private void follow(QuoteClient client, WatchView lines) throws IOException {
        if (book) {
            client.watchBook(options.pairs().get(0), depth.levels(), message -> show(message, lines));
        } else {
            client.watch(options.pairs(), watched, quote -> show(quote, lines));
        }
    }

    private void waitForTheFirst() {
        if (!seen && note == null) {
            note = WaitingNote.of(
                    book ? "book" : "quote", options.pairs(), spec.commandLine().getErr());
        }
    }

    private void endNote() {
        if (note != null) {
            note.end();
        }
    }

    private void show(JsonNode message, WatchView lines) {
        WatchView shown = view;
        if (shown == null) { // only now: what goes wrong before is told in a line
            shown = options.isTable() && StandardStreams.outIsTerminal() ? onScreen(lines) : lines;
            view = shown;
        }
        if (lost) {
            shown.recovered(again());
        }
        if (!seen) {
            endNote();
        }
        seen = true;
        lost = false;
        retryMs = FIRST_RETRY_MS;
        shown.show(message);
    }

    private String again() {
        if (book) {
            return "connected again"; // all of it is told, whatever was missed
        }
        return watched.isRecovered()
                ? "connected again; what was missed follows, nothing is left out"
                : "connected again; what was missed cannot be had any more";
    }

    /** On a screen of its own; where the terminal cannot do that, {@code otherwise}. */
    private WatchView onScreen(WatchView otherwise) {
        PrintWriter out = spec.commandLine().getOut();
        LiveScreen screen = book ? LiveScreen.ofBook(options.place(), out) : LiveScreen.ofQuotes(options.place(), out);
        return screen == null ? otherwise : WatchView.of(screen);
    }

    private void retry(String why, WatchView lines) throws InterruptedException {
        WatchView shown = view;
        (shown == null ? lines : shown).trouble(why + "; connecting again in " + retryMs + " ms");
        lost = true;
        TimeUnit.MILLISECONDS.sleep(retryMs);
        retryMs = Math.min(LONGEST_RETRY_MS, retryMs * 2);
    }

    @Override
    public void onStop() {
        WatchView shown = view;
        if (shown != null) {
            shown.close();
        }
    }
}
