package io.quotegate.cli.serve;

import io.quotegate.app.Gateway;
import io.quotegate.cli.process.CleanStop;
import io.quotegate.cli.process.Signal;
import io.quotegate.config.ConfigLoader;
import io.quotegate.config.ConfigSources;
import io.quotegate.config.GatewayConfig;
import io.quotegate.tls.TlsSettings;
import io.quotegate.trial.WarmUp;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Runs a gateway until the process is told to end. */
final class GatewayRun {
    /**
     * What a demonstration has beside the configuration.
     *
     * @param token what clients are told to show, or null
     * @param after run when the gateway has ended
     */
    record Extras(@Nullable String token, Runnable after) {
        static final Extras NONE = new Extras(null, () -> {});
    }

    private GatewayRun() {}

    /** Starts the gateway, says what it listens on, and returns only when the process ends. */
    static int run(GatewayConfig config, ConfigSources sources, PrintWriter out)
            throws IOException, InterruptedException {
        return run(config, sources, out, Extras.NONE);
    }

    /**
     * The same.
     *
     * @param sources what {@code config} was read from, and is again for SIGHUP
     */
    static int run(GatewayConfig config, ConfigSources sources, PrintWriter out, Extras extras)
            throws IOException, InterruptedException {
        CompletableFuture<Gateway> started = new CompletableFuture<>();
        Signal.HUP.runs(() -> started.join().reload(() -> ConfigLoader.load(sources)));
        WarmUp.run(config, config.server().warmUp());
        Gateway gateway = Gateway.start(config);
        CleanStop stop = CleanStop.by(() -> {
            gateway.close();
            extras.after().run();
        });
        started.complete(gateway);
        TlsSettings tls = config.tls();
        Path authority = tls.mode() == TlsSettings.Mode.REQUIRED ? tls.certFile() : null;
        new Announcement(gateway.address(), authority, extras.token()).text().forEach(out::println);
        out.flush();
        return stop.await();
    }
}
