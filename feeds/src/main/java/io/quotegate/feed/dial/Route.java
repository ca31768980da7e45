package io.quotegate.feed.dial;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * One endpoint of a venue, and the way there. Immutable: any thread.
 *
 * @param uri   {@code ws}, {@code wss}, {@code http} or {@code https}
 * @param proxy through which it is reached, or null where it is reached directly
 */
public record Route(URI uri, @Nullable VenueProxy proxy) {
    private static final int HTTPS_PORT = 443;
    private static final int HTTP_PORT = 80;

    /** Straight to {@code uri}. */
    public static Route direct(URI uri) {
        return new Route(uri, null);
    }

    boolean isTls() {
        return "wss".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    }

    int port() {
        return uri.getPort() >= 0 ? uri.getPort() : isTls() ? HTTPS_PORT : HTTP_PORT;
    }

    /** The name that has to be looked up here: a proxy looks up the others. */
    String hostToLookUp() {
        return proxy == null ? uri.getHost() : proxy.host();
    }

    int portToConnectTo() {
        return proxy == null ? port() : proxy.port();
    }

    /** For people: never with credentials. */
    @Override
    public String toString() {
        return proxy == null ? uri.toString() : uri + " through " + proxy;
    }
}
