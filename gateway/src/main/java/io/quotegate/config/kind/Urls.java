package io.quotegate.config.kind;

import io.quotegate.feed.dial.VenueProxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The URLs of venues, and of what stands before them. Any thread. */
public final class Urls {
    private static final List<String> WEB_SOCKET = List.of("wss", "ws");
    private static final List<String> REST = List.of("https", "http");
    private static final String NONE = "none";
    private static final int PORT_MAX = 65535;

    private Urls() {}

    /** A WebSocket's address, used as it stands. */
    public static ScalarKind<URI> webSocket() {
        return new ScalarKind<>(expected(WEB_SOCKET), Urls::parse, url -> isUsable(url, WEB_SOCKET));
    }

    /** The beginning of WebSocket addresses. A slash at its end means nothing and is cut off. */
    public static ScalarKind<URI> webSocketBase() {
        return base(WEB_SOCKET);
    }

    /** The beginning of REST addresses. A slash at its end means nothing and is cut off. */
    public static ScalarKind<URI> restBase() {
        return base(REST);
    }

    /** What stands between us and a venue, if anything does. */
    public static ScalarKind<Optional<VenueProxy>> proxyOrNone() {
        return new ScalarKind<>(VenueProxy.EXPECTED + ", or " + NONE, Urls::parseProxy, proxy -> true);
    }

    @SuppressWarnings("NullableOptional") // null is what cannot be read, and nothing a value
    private static @Nullable Optional<VenueProxy> parseProxy(String text) {
        VenueProxy proxy = VenueProxy.parse(text);
        return proxy == null && !text.equals(NONE) ? null : Optional.ofNullable(proxy);
    }

    private static ScalarKind<URI> base(List<String> schemes) {
        return new ScalarKind<>(
                expected(schemes) + ", no query",
                text -> parse(text.replaceFirst("/+$", "")),
                url -> isUsable(url, schemes) && url.getRawQuery() == null);
    }

    private static String expected(List<String> schemes) {
        return String.join(":// or ", schemes) + ":// with a host";
    }

    private static @Nullable URI parse(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            return null;
        }
    }

    /** A user in it would be ignored, and a fragment is forbidden in a WebSocket's (RFC 6455 §3). */
    private static boolean isUsable(URI url, List<String> schemes) {
        return url.getScheme() != null
                && schemes.contains(url.getScheme())
                && url.getHost() != null
                && url.getPort() != 0
                && url.getPort() <= PORT_MAX
                && url.getRawUserInfo() == null
                && url.getRawFragment() == null;
    }
}
