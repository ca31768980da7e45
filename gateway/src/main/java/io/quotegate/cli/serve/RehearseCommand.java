package io.quotegate.cli.serve;

import io.quotegate.config.ConfigSources;
import io.quotegate.config.GatewayConfig;
import io.quotegate.trial.WarmUp;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/**
 * {@code rehearse}: uses all that a server does for some seconds and ends, so that a JVM that is asked to can keep what it
 * has loaded for the next start. {@code bin/quotegate} has it run.
 */
@Command(
        name = "rehearse",
        description = "Runs a gateway beside simulated venues for some seconds, on free ports, and keeps nothing.",
        mixinStandardHelpOptions = true,
        hidden = true)
public final class RehearseCommand implements Callable<Integer> {
    private static final Duration LENGTH = Duration.ofSeconds(3);

    @Override
    public Integer call() throws InterruptedException {
        GatewayConfig config = Configs.load(ConfigSources.ofDemo(List.of(), null));
        WarmUp.run(config, LENGTH);
        return 0;
    }
}
