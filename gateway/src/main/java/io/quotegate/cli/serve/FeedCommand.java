package io.quotegate.cli.serve;

import io.quotegate.app.FeedNode;
import io.quotegate.cli.option.UsageException;
import io.quotegate.cli.process.CleanStop;
import io.quotegate.cli.process.Signal;
import io.quotegate.cluster.ClusterSettings;
import io.quotegate.config.ConfigLoader;
import io.quotegate.config.ConfigSources;
import io.quotegate.config.GatewayConfig;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code feed}: the venues alone, published for gateways on other machines. */
@Command(
        name = "feed",
        description = "Runs a feed node: connects to the venues and publishes what they say for gateways of a cluster,"
                + " which are told feeds.source=cluster. Its port is for health, metrics and what gateways missed.",
        mixinStandardHelpOptions = true)
public final class FeedCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Configuration (default: config/quotegate.yaml, or the copy inside the jar).")
    private @Nullable Path file;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Sets cluster.port; 0 is the one after those of its channel.")
    private @Nullable Integer port;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Sets a key of the configuration; repeatable.")
    private List<String> sets = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        ConfigSources sources = ConfigSources.ofFeedNode(file, sets, port);
        GatewayConfig config = Configs.load(sources);
        check(config);
        CompletableFuture<FeedNode> started = new CompletableFuture<>();
        Signal.HUP.runs(() -> started.join().reload(() -> ConfigLoader.load(sources)));
        FeedNode node = FeedNode.start(config);
        CleanStop stop = CleanStop.by(node::close);
        started.complete(node);
        ClusterSettings cluster = config.cluster().settings();
        PrintWriter out = spec.commandLine().getOut();
        out.println("quotegate feed publishes on " + cluster.channels().get(0));
        out.println("  instance   " + node.instance());
        out.println("  rank       " + cluster.rank());
        out.println("  health     curl http://" + Announcement.place(node.address()) + "/readyz");
        out.println("  gateways   quotegate serve --set feeds.source=cluster --set 'cluster.channel="
                + cluster.channels().get(0) + "'");
        out.flush();
        return stop.await();
    }

    private static void check(GatewayConfig config) {
        if (config.cluster().follows()) {
            throw new UsageException("feeds.source: cluster (expected: venues, for a feed node)");
        }
        int channels = config.cluster().settings().channels().size();
        if (channels > 1) {
            throw new UsageException("cluster.channel: " + channels + " (expected: one, for a feed node)");
        }
    }
}
