package io.quotegate.feed.dial;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.proxy.ProxyHandler;
import io.netty.handler.proxy.Socks5ProxyHandler;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import org.jspecify.annotations.Nullable;

/**
 * What stands between us and a venue. Immutable: any thread.
 *
 * @param user     null where it asks for none; then so is the password
 * @param password never in a log: {@link #toString()} leaves it out, and the user, too
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9110#section-9.3.6">RFC 9110 §9.3.6, CONNECT</a>
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc1928">RFC 1928, SOCKS version 5</a>
 */
public record VenueProxy(
        Kind kind,
        String host,
        int port,
        @Nullable String user,
        @Nullable String password) {
    /** How it is spelled. */
    public static final String EXPECTED = "http://HOST:PORT or socks5://HOST:PORT, with USER:PASSWORD@ where it asks";

    private static final int PORT_MAX = 65535;
    private static final int LONGEST_CREDENTIAL = 255; // RFC 1929

    /** How a proxy is asked. */
    public enum Kind {
        HTTP,
        SOCKS5
    }

    /** The proxy spelled {@code text}, or null if it is none. */
    public static @Nullable VenueProxy parse(String text) {
        try {
            URI uri = new URI(text);
            Kind kind = kind(uri.getScheme());
            boolean usable = kind != null
                    && uri.getHost() != null
                    && uri.getPort() > 0
                    && uri.getPort() <= PORT_MAX
                    && (uri.getRawPath().isEmpty() || uri.getRawPath().equals("/"))
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            return usable && kind != null ? withCredentials(kind, uri) : null;
        } catch (URISyntaxException e) {
            return null;
        }
    }

    private static @Nullable Kind kind(@Nullable String scheme) {
        if (scheme == null) {
            return null;
        }
        return switch (scheme) {
            case "http" -> Kind.HTTP;
            case "socks5" -> Kind.SOCKS5;
            default -> null;
        };
    }

    private static @Nullable VenueProxy withCredentials(Kind kind, URI uri) {
        String info = uri.getRawUserInfo();
        if (info == null) {
            return new VenueProxy(kind, uri.getHost(), uri.getPort(), null, null);
        }
        int colon = info.indexOf(':');
        String user = decoded(colon < 0 ? info : info.substring(0, colon));
        String password = colon < 0 ? "" : decoded(info.substring(colon + 1));
        return isCredential(user) && !user.isEmpty() && isCredential(password)
                ? new VenueProxy(kind, uri.getHost(), uri.getPort(), user, password)
                : null;
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
    }

    private static boolean isCredential(String text) {
        return text.getBytes(UTF_8).length <= LONGEST_CREDENTIAL;
    }

    /** Asks the proxy, which is at {@code address}, for the way to where the channel is connected. */
    ProxyHandler handler(InetSocketAddress address, long timeoutMs) {
        ProxyHandler handler = switch (kind) {
            case HTTP ->
                user == null || password == null
                        ? new HttpProxyHandler(address)
                        : new HttpProxyHandler(address, user, password);
            case SOCKS5 -> new Socks5ProxyHandler(address, user, password);
        };
        handler.setConnectTimeoutMillis(timeoutMs);
        return handler;
    }

    /** Without credentials. */
    @Override
    public String toString() {
        return (kind == Kind.HTTP ? "http://" : "socks5://") + host + ':' + port;
    }
}
