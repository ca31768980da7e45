package io.quotegate.cli.option;

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

    @Option(names = "--tls", description = "Speak TLS (not available yet).")
    private boolean tls;

    @Option(names = "--token", paramLabel = "T", description = "Authenticate (not available yet).")
    private String token = "";

    /**
     * Checks what was given.
     *
     * @throws UsageException for what this version cannot do
     */
    public void check() {
        if (tls || !token.isEmpty()) {
            throw new UsageException((tls ? "--tls" : "--token") + ": not available yet");
        }
        if (port < 1 || port > 65535) {
            throw new UsageException("--port: " + port + " (expected: 1..65535)");
        }
    }

    public String host() {
        return host;
    }

    public int port() {
        return port;
    }
}
