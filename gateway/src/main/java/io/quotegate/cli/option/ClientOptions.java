package io.quotegate.cli.option;

import io.quotegate.cli.client.GatewayAddress;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the gateway is; shared by all commands that are clients of one. */
public final class ClientOptions {
    @Option(
            names = "--host",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "Where the gateway is (default: ${DEFAULT-VALUE}).")
    private String host = "127.0.0.1";

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8080",
            description = "Its port (default: ${DEFAULT-VALUE}).")
    private int port = 8080;

    @Mixin
    private TlsOptions tls = new TlsOptions();

    @Mixin
    private TokenOption token = new TokenOption();

    /**
     * Where the gateway is.
     *
     * @throws UsageException for options that make no sense
     * @throws IOException if a file that they name cannot be read
     */
    public GatewayAddress address() throws IOException {
        if (port < 1 || port > 65535) {
            throw new UsageException("--port: " + port + " (expected: 1..65535)");
        }
        return new GatewayAddress(host, port, tls.believed(), token.token());
    }

    /** The same, for people. */
    public String place() {
        return host + ':' + port;
    }
}
