package io.quotegate.cli.query;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

/** {@code status}: prints how a gateway is, at a glance. */
@Command(
        name = "status",
        description = "Prints how a gateway is at a glance: its venues, pairs and clients.",
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
    @Mixin
    private RestOptions options = new RestOptions();

    @Override
    public Integer call() throws Exception {
        StatusReport report = options.ask(StatusReport::ask);
        options.out()
                .println(options.json() ? report.json() : report.text(options.place(), System.currentTimeMillis()));
        return ExitCode.OK;
    }
}
