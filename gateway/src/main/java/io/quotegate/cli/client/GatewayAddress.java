package io.quotegate.cli.client;

import io.quotegate.tls.ClientTls;
import org.jspecify.annotations.Nullable;

/**
 * Where a gateway is, and how to reach it. Immutable; any thread.
 *
 * @param tls   which certificates are believed; null for plain text
 * @param token shown to it; null for none
 */
public record GatewayAddress(
        String host,
        int port,
        @Nullable ClientTls tls,
        @Nullable String token) {
    /** A gateway that needs no token. */
    public GatewayAddress(String host, int port, @Nullable ClientTls tls) {
        this(host, port, tls, null);
    }

    /** A gateway that is spoken to in plain text. */
    public static GatewayAddress plain(String host, int port) {
        return new GatewayAddress(host, port, null, null);
    }

    /** {@code host:port}. */
    public String hostAndPort() {
        return host + ':' + port;
    }

    /** Without the token, so that nobody writes it down. */
    @Override
    public String toString() {
        return hostAndPort();
    }

    /** The same as a URL of {@code scheme}, {@code http} or {@code ws}, or what it is called over TLS. */
    String url(String scheme) {
        return scheme + (tls == null ? "" : "s") + "://" + hostAndPort();
    }
}
