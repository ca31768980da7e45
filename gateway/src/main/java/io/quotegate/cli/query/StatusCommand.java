package io.quotegate.cli.query;

import io.quotegate.cli.client.RestClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code status}: prints how a gateway is, at a glance. */
@Command(
        name = "status",
        description = "Prints how a gateway is at a glance: its venues, pairs and clients.",
        mixinStandardHelpOptions = true)
public final class StatusCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private RestOptions options = new RestOptions();

    @Override
    public Integer call() throws Exception {
        try (RestClient client = options.connect()) {
            StatusReport report = StatusReport.ask(client);
            String shown =
                    options.json() ? report.json() : report.text(options.where().place(), System.currentTimeMillis());
            spec.commandLine().getOut().println(shown);
        }
        return ExitCode.OK;
    }
}
