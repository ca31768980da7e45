package io.quotegate.cli.option;

import io.quotegate.tls.ClientTls;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether a client speaks TLS, and which certificates it believes. */
public final class TlsOptions {
    @Option(names = "--tls", description = "Speak TLS.")
    private boolean tls;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description = "Believe the certificates in it, and no others (PEM); implies --tls.")
    private @Nullable Path ca;

    @Option(names = "--insecure", description = "Believe any certificate; implies --tls.")
    private boolean insecure;

    /**
     * Which certificates are believed; null for plain text.
     *
     * @throws IOException if {@code --ca} cannot be read
     */
    public @Nullable ClientTls believed() throws IOException {
        if (ca != null && insecure) {
            throw new UsageException("--ca and --insecure: both (expected: one of them)");
        }
        return tls || ca != null || insecure ? ClientTls.of(ca, insecure) : null;
    }
}
