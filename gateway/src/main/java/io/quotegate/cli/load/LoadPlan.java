package io.quotegate.cli.load;

import io.quotegate.tls.ClientTls;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a load test is to do.
 *
 * @param target      {@code ws://host:port/path}, {@code http://host:port/path} or {@code tcp://host:port}; over TLS
 *                    {@code wss}, {@code https} and {@code tcps}
 * @param tls         which certificates are believed; null for plain text
 * @param token       shown by every connection, or request; null for none
 * @param rate        requests a second, over all connections
 * @param duration    how long requests are sent
 * @param connections how many connections share them
 * @param maxErrors   more than this many failed requests fail the test
 */
public record LoadPlan(
        URI target,
        @Nullable ClientTls tls,
        @Nullable String token,
        int rate,
        Duration duration,
        int connections,
        long maxErrors) {
    public LoadPlan {
        LoadProtocol.of(target);
        if (target.getHost() == null || target.getPort() < 1) {
            throw new IllegalArgumentException("--target: " + target + " (expected: a host and a port)");
        }
        check(rate >= 1 && rate <= 1_000_000, "--rate", rate, "1..1000000");
        check(connections >= 1 && connections <= 10_000, "--connections", connections, "1..10000");
        check(maxErrors >= 0, "--max-errors", maxErrors, "at least 0");
        check(!duration.isNegative() && !duration.isZero(), "--duration", duration, "more than 0");
    }

    /** The line of a head of HTTP that shows the token; empty for none. */
    String authorization() {
        return token == null ? "" : "Authorization: Bearer " + token + "\r\n";
    }

    private static void check(boolean valid, String name, Object value, String expected) {
        if (!valid) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ')');
        }
    }

    /** How many requests that makes. */
    long requests() {
        return Math.max(1, Math.round(rate * (duration.toNanos() / 1e9)));
    }
}
