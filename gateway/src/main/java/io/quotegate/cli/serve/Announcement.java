package io.quotegate.cli.serve;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway says when it listens: a line for each protocol, to be pasted into another terminal. They end by
 * themselves where what they show does, with what Debian has. Immutable; any thread.
 */
public final class Announcement {
    private final String place;
    private final String hostAndPort;
    private final @Nullable Path authority;

    /**
     * One way to speak with a gateway.
     *
     * @param command for a shell
     */
    public record Line(String protocol, String command) {}

    /**
     * Of a gateway that listens on {@code address}.
     *
     * @param authority by which its certificate is known where nothing but TLS is spoken; else null
     */
    public Announcement(InetSocketAddress address, @Nullable Path authority) {
        this.authority = authority;
        String host = address.getAddress().isAnyLocalAddress() ? "127.0.0.1" : address.getHostString();
        place = (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + address.getPort();
        hostAndPort = host + ' ' + address.getPort();
    }

    /** The lines that can be pasted. */
    public List<Line> lines() {
        return authority == null ? plain() : overTls(authority.toString());
    }

    private List<Line> plain() {
        return List.of(
                new Line("HTTP/1.1", "curl http://" + place + "/v1/quotes"),
                new Line("HTTP/2", "curl --http2-prior-knowledge http://" + place + "/v1/quotes"),
                new Line(
                        "gRPC",
                        "grpcurl -plaintext -d '{\"pair\":\"BTC-USDT\"}' " + place
                                + " quotegate.v1.QuoteService/GetQuote"),
                new Line("events", "curl -N 'http://" + place + "/v1/stream?pairs=BTC-USDT'"),
                new Line("WebSocket", "npx wscat -c ws://" + place + "/courses -x hello"),
                new Line("JSON", "printf '{\"status\":\"OK\",\"data\":\"MARKET ALL\"}' | nc -N " + hostAndPort),
                new Line(
                        "frames",
                        "printf '\\0\\0\\0\\015{\"op\":\"ping\"}' | nc -N " + hostAndPort + " | tail -c +5; echo"));
    }

    private List<Line> overTls(String ca) {
        return List.of(
                new Line("HTTP/1.1", "curl --http1.1 --cacert " + ca + " https://" + place + "/v1/quotes"),
                new Line("HTTP/2", "curl --http2 --cacert " + ca + " https://" + place + "/v1/quotes"),
                new Line(
                        "gRPC",
                        "grpcurl -cacert " + ca + " -d '{\"pair\":\"BTC-USDT\"}' " + place
                                + " quotegate.v1.QuoteService/GetQuote"),
                new Line("events", "curl -N --cacert " + ca + " 'https://" + place + "/v1/stream?pairs=BTC-USDT'"),
                new Line("WebSocket", "npx wscat --ca " + ca + " -c wss://" + place + "/courses -x hello"),
                new Line(
                        "JSON",
                        "(printf '{\"op\":\"quotes\"}{\"op\":\"bye\"}'; sleep 1) | openssl s_client -quiet -CAfile "
                                + ca + " -connect " + place));
    }

    /** Everything that is said. */
    Stream<String> text() {
        String page = (authority == null ? "http://" : "https://") + place + '/';
        return Stream.concat(
                Stream.of("quotegate listens on " + place, String.format(Locale.ROOT, "  %-11s%s", "browser", page)),
                lines().stream().map(line -> String.format(Locale.ROOT, "  %-11s%s", line.protocol(), line.command())));
    }
}
