package io.quotegate.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.AsciiString;
import io.netty.util.NetUtil;
import io.quotegate.api.ErrorCode;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which names of hosts are served, and pages of which sites beside our own may use us: a browser on this machine, or in
 * this network, reaches us on behalf of whatever page it shows. A page of a site that is not allowed can open no
 * WebSocket and no stream of events, change nothing and call nothing, and read no answer; one that pretends by its own
 * name server to be at our address has the wrong host. Any thread.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9110#section-7.4">RFC 9110 §7.4</a>
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch, CORS protocol</a>
 */
public final class SiteRules {
    /** Everybody is served. */
    public static final String ANY = "*";

    static final HttpProblem OTHER_HOST =
            new HttpProblem(421, ErrorCode.FORBIDDEN, "host (expected: one that server.hosts has)");
    static final HttpProblem OTHER_SITE =
            HttpProblem.of(ErrorCode.FORBIDDEN, "origin (expected: this host, or one that server.origins has)");

    private static final String LOCAL_NAME = "localhost";

    private final boolean everyHost;
    private final boolean thisMachine; // its names, and addresses, which no name server can make another's
    private final Set<String> hosts;
    private final boolean everySite;
    private final Set<String> origins;

    private @Nullable AsciiString lastServed; // most clients call us the same; any of them may stand here

    private SiteRules(boolean everyHost, boolean thisMachine, List<String> hosts, List<String> origins) {
        this.everyHost = everyHost;
        this.thisMachine = thisMachine;
        this.hosts = hosts.stream().map(SiteRules::bare).collect(Collectors.toUnmodifiableSet());
        everySite = origins.contains(ANY);
        this.origins = origins.stream().map(SiteRules::normalised).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Rules for {@code hosts} and pages of {@code origins}, where {@link #ANY} stands for all.
     *
     * @param hosts   none for names of this machine and any address if {@code local}, else for all
     * @param local   whether only this machine can reach us
     * @param origins beside that of our own host
     */
    public static SiteRules of(List<String> hosts, boolean local, List<String> origins) {
        boolean all = hosts.contains(ANY) || (hosts.isEmpty() && !local);
        return new SiteRules(all, hosts.isEmpty() && local, hosts, origins);
    }

    /** Whether a client that calls us {@code authority} is served; one that does not call us by any name is no browser. */
    boolean servesHost(@Nullable AsciiString authority) {
        if (everyHost || authority == null || authority.equals(lastServed)) {
            return true;
        }
        String host = bare(host(authority.toString()));
        boolean served = thisMachine ? isThisMachine(host) : hosts.contains(host);
        if (served) {
            lastServed = authority;
        }
        return served;
    }

    private static boolean isThisMachine(String host) {
        return host.equals(LOCAL_NAME)
                || host.endsWith('.' + LOCAL_NAME)
                || NetUtil.isValidIpV4Address(host)
                || NetUtil.isValidIpV6Address(host);
    }

    /** {@code authority} without its port. */
    private static String host(String authority) {
        int colon = authority.lastIndexOf(':');
        return colon < 0 || authority.endsWith("]") ? authority : authority.substring(0, colon);
    }

    /** In lower case, without brackets and without the dot that ends a name. */
    private static String bare(String host) {
        String bare = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        bare = bare.endsWith(".") ? bare.substring(0, bare.length() - 1) : bare;
        return bare.toLowerCase(Locale.ROOT);
    }

    /** The other site whose page asks by {@code request}; null if none does. */
    static @Nullable String otherSite(RequestHead request) {
        String origin = request.fields().list(HttpHeaderNames.ORIGIN);
        return origin == null || isOwn(origin, request.authority()) ? null : origin;
    }

    /** The scheme does not matter: what is between may have spoken TLS for us. */
    private static boolean isOwn(String origin, @Nullable AsciiString authority) {
        int scheme = origin.indexOf("://");
        if (authority == null || scheme < 0) {
            return false;
        }
        String called = origin.substring(0, scheme + 3) + authority;
        return normalised(called).equals(normalised(origin));
    }

    /** In lower case, without a port that its scheme implies, as browsers write it. */
    private static String normalised(String origin) {
        String lower = origin.toLowerCase(Locale.ROOT);
        boolean implied = lower.startsWith("http://")
                ? lower.endsWith(":80")
                : lower.startsWith("https://") && lower.endsWith(":443");
        return implied ? lower.substring(0, lower.lastIndexOf(':')) : lower;
    }

    /** Whether pages of the other site {@code origin} may use us. */
    boolean allowsSite(String origin) {
        return everySite || origins.contains(normalised(origin));
    }

    /** Whether {@code request} does more than read once what a browser lets no page of another site see. */
    static boolean isForAllowedSites(RequestHead request) {
        HttpMethod method = request.method();
        boolean reads = method.equals(HttpMethod.GET) || method.equals(HttpMethod.HEAD);
        return request.protocol() != null || isPreflight(request) || (!reads && !method.equals(HttpMethod.OPTIONS));
    }

    /** Whether it is a browser's question whether a page may make another request. */
    static boolean isPreflight(RequestHead request) {
        return request.method().equals(HttpMethod.OPTIONS)
                && request.fields().contains(HttpHeaderNames.ACCESS_CONTROL_REQUEST_METHOD);
    }

    /** The fields of every answer to {@code request} that let the page that asks read it; none if it may not, or need not. */
    HttpFields sharing(RequestHead request) {
        String origin = otherSite(request);
        return origin == null || !allowsSite(origin)
                ? HttpFields.NONE
                : HttpFields.of(
                        HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN,
                        AsciiString.of(origin),
                        HttpHeaderNames.ACCESS_CONTROL_EXPOSE_HEADERS,
                        AsciiString.of(ANY),
                        HttpHeaderNames.VARY,
                        HttpHeaderNames.ORIGIN);
    }
}
