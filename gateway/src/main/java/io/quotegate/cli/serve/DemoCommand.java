package io.quotegate.cli.serve;

import io.quotegate.config.ConfigSources;
import io.quotegate.config.GatewayConfig;
import io.quotegate.trial.SampleFiles;
import io.quotegate.trial.SimulatedVenues;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: the gateway on simulated venues, which it reaches over real sockets. */
@Command(
        name = "demo",
        description = "Runs the gateway on simulated venues, without any internet. Quotes say \"simulated\":true."
                + " What it keeps is in data/demo.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final String TOKENS = "data/demo/tokens";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--port", paramLabel = "N", description = "Sets server.port; 0 is any free one.")
    private @Nullable Integer port;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Sets a key of the configuration; repeatable.")
    private List<String> sets = new ArrayList<>();

    @Option(names = "--tls", description = "Speaks nothing but TLS, with a certificate of its own (tls.mode=required).")
    private boolean tls;

    @Option(
            names = "--tokens",
            description = "Answers only who shows a token, and makes one that is valid while it runs"
                    + " (auth.tokens-file=" + TOKENS + ").")
    private boolean tokens;

    @Override
    public Integer call() throws Exception {
        List<String> all = new ArrayList<>();
        if (tls) {
            all.add("tls.mode=required");
        }
        if (tokens) {
            all.add("auth.tokens-file=" + TOKENS);
        }
        all.addAll(sets);
        ConfigSources sources = ConfigSources.ofDemo(all, port);
        GatewayConfig config = Configs.load(sources);
        SampleFiles.offer(Path.of(config.files().directory()));
        if (!tokens || config.tokens() == null) {
            return run(config, sources, null);
        }
        try (DemoToken token = DemoToken.in(config.tokens())) {
            return run(config, sources, token);
        }
    }

    private int run(GatewayConfig config, ConfigSources sources, @Nullable DemoToken token)
            throws IOException, InterruptedException {
        SimulatedVenues venues = SimulatedVenues.start(config, options -> options);
        GatewayRun.Extras extras = new GatewayRun.Extras(token == null ? null : token.secret(), () -> {
            venues.close();
            if (token != null) {
                token.close();
            }
        });
        return GatewayRun.run(venues.in(config), sources, spec.commandLine().getOut(), extras);
    }
}
