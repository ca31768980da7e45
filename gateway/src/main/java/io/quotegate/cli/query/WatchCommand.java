package io.quotegate.cli.query;

import io.quotegate.cli.client.QuoteClient;
import io.quotegate.cli.client.RefusedException;
import io.quotegate.cli.process.UntilStopped;
import io.quotegate.text.FailureText;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code watch}: prints quotes as they change, and comes back when the gateway does. */
@Command(
        name = "watch",
        description = "Prints quotes as they change, until interrupted.",
        mixinStandardHelpOptions = true)
public final class WatchCommand implements Callable<Integer>, UntilStopped {
    private static final long FIRST_RETRY_MS = 500;
    private static final long LONGEST_RETRY_MS = 8_000;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private QuoteOptions options = new QuoteOptions();

    private boolean connectedOnce;
    private long retryMs = FIRST_RETRY_MS;

    @Override
    public Integer call() throws Exception {
        QuotePrinter printer = options.printer(spec.commandLine().getOut());
        while (true) {
            try (QuoteClient client = options.connect()) {
                client.watch(options.pairs(), quote -> {
                    connectedOnce = true;
                    retryMs = FIRST_RETRY_MS;
                    printer.print(quote);
                });
                retry("the gateway closed the connection");
            } catch (RefusedException e) {
                throw e; // asking again would not help
            } catch (IOException e) {
                if (!connectedOnce) {
                    throw e;
                }
                retry(FailureText.of(e));
            }
        }
    }

    @Override
    public void onStop() {
        // Every line is whole.
    }

    private void retry(String why) throws InterruptedException {
        spec.commandLine().getErr().println(why + "; connecting again in " + retryMs + " ms");
        TimeUnit.MILLISECONDS.sleep(retryMs);
        retryMs = Math.min(LONGEST_RETRY_MS, retryMs * 2);
    }
}
