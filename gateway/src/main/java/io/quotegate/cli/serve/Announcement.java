package io.quotegate.cli.serve;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
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
    private final @Nullable String token;

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
     * @param token     what is shown to it where nobody else is answered; else null
     */
    public Announcement(InetSocketAddress address, @Nullable Path authority, @Nullable String token) {
        this.authority = authority;
        this.token = token;
        place = place(address);
        hostAndPort = host(address) + ' ' + address.getPort();
    }

    /** Where {@code address}, which is listened on, is reached from this machine. */
    static String place(InetSocketAddress address) {
        String host = host(address);
        return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + address.getPort();
    }

    private static String host(InetSocketAddress address) {
        return address.getAddress().isAnyLocalAddress() ? "127.0.0.1" : address.getHostString();
    }

    /** The lines that can be pasted. */
    public List<Line> lines() {
        return authority == null ? plain() : overTls(authority.toString());
    }

    private List<Line> plain() {
        return List.of(
                new Line("HTTP/1.1", "curl " + head() + "http://" + place + "/v1/quotes"),
                new Line("HTTP/2", "curl --http2-prior-knowledge " + head() + "http://" + place + "/v1/quotes"),
                new Line("gRPC", "grpcurl -plaintext " + call()),
                new Line("events", "curl -N " + head() + "'http://" + place + "/v1/stream?pairs=BTC-USDT'"),
                new Line("WebSocket", "npx wscat " + head() + "-c ws://" + place + "/courses -x hello"),
                new Line(
                        "JSON",
                        "printf '" + auth() + "{\"status\":\"OK\",\"data\":\"MARKET ALL\"}' | nc -N " + hostAndPort),
                new Line("frames", "printf '" + frame() + "' | nc -N " + hostAndPort + " | tail -c +5; echo"));
    }

    private List<Line> overTls(String ca) {
        return List.of(
                new Line(
                        "HTTP/1.1", "curl --http1.1 --cacert " + ca + ' ' + head() + "https://" + place + "/v1/quotes"),
                new Line("HTTP/2", "curl --http2 --cacert " + ca + ' ' + head() + "https://" + place + "/v1/quotes"),
                new Line("gRPC", "grpcurl -cacert " + ca + ' ' + call()),
                new Line(
                        "events",
                        "curl -N --cacert " + ca + ' ' + head() + "'https://" + place + "/v1/stream?pairs=BTC-USDT'"),
                new Line(
                        "WebSocket", "npx wscat --ca " + ca + ' ' + head() + "-c wss://" + place + "/courses -x hello"),
                new Line(
                        "JSON",
                        "(printf '" + auth() + "{\"op\":\"quotes\"}{\"op\":\"bye\"}'; sleep 1)"
                                + " | openssl s_client -quiet -CAfile " + ca + " -connect " + place));
    }

    private String call() {
        return head() + "-d '{\"pair\":\"BTC-USDT\"}' " + place + " quotegate.v1.QuoteService/GetQuote";
    }

    /** The header by which a token is shown, as curl, grpcurl and wscat take it; empty for none. */
    private String head() {
        return token == null ? "" : "-H 'Authorization: Bearer " + token + "' ";
    }

    /** The operation by which one is shown; empty for none. */
    private String auth() {
        return token == null ? "" : "{\"op\":\"auth\",\"token\":\"" + token + "\"}";
    }

    /** One frame, as printf takes it: of what is answered by one. */
    private String frame() {
        String text = token == null ? "{\"op\":\"ping\"}" : auth();
        return String.format(Locale.ROOT, "\\0\\0\\0\\%03o%s", text.length(), text);
    }

    /** Everything that is said. */
    Stream<String> text() {
        String page = (authority == null ? "http://" : "https://") + place + '/';
        List<Line> all = new ArrayList<>(List.of(new Line("browser", page)));
        if (token != null) {
            all.add(new Line("token", token));
        }
        all.addAll(lines());
        return Stream.concat(
                Stream.of("quotegate listens on " + place),
                all.stream().map(line -> String.format(Locale.ROOT, "  %-11s%s", line.protocol(), line.command())));
    }
}
