package io.quotegate.cli.client;

import io.quotegate.text.FailureText;
import io.quotegate.tls.ClientTls;
import java.io.IOException;
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

    /** What is said, whatever would have been spoken, of a gateway to which no connection could be had. */
    IOException unreachable(Throwable failure) {
        return unreachable(FailureText.of(failure), failure);
    }

    /** The same, where {@code failure} itself does not say why. */
    IOException unreachable(String why, Throwable failure) {
        return new IOException("cannot connect to " + hostAndPort() + ": " + why, failure);
    }

    /** The same as a URL of {@code scheme}, {@code http} or {@code ws}, or what it is called over TLS. */
    String url(String scheme) {
        return scheme + (tls == null ? "" : "s") + "://" + hostAndPort();
    }
}
