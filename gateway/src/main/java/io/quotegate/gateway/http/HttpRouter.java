package io.quotegate.gateway.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.AsciiString;
import io.quotegate.api.ErrorCode;
import io.quotegate.api.Refusal;
import io.quotegate.api.Right;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds once who answers a request, whichever version of HTTP it came by, and answers what nobody does. Any thread.
 *
 * @see <a href="https://datatracker.ietf.org/doc/html/rfc9110#section-15">RFC 9110 §15</a>
 */
public final class HttpRouter {
    /** What is served somewhere. */
    private static final List<HttpMethod> EVERYWHERE =
            List.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.POST, HttpMethod.DELETE, HttpMethod.OPTIONS);

    private static final HttpFields RETRY_SOON = HttpFields.of(HttpHeaderNames.RETRY_AFTER, AsciiString.of("1"));

    private final HttpRoutes routes;
    private final SiteRules sites;

    public HttpRouter(HttpRoutes routes, SiteRules sites) {
        this.routes = routes;
        this.sites = sites;
    }

    /** What every answer to {@code request} says to the page of another site that asks, beside what it says to all. */
    HttpFields sharing(RequestHead request) {
        return sites.sharing(request);
    }

    /** Begins to answer {@code request}, and tells {@code asks} by which of few paths. On the event loop of {@code stream}. */
    StreamListener open(HttpStream stream, RequestHead request, Consumer<String> asks) {
        stream.loop().metrics().requests.increment();
        if (!stream.admitsRequest(stream.loop().limits().requestsPerSecond())) {
            return RefusedRequest.whenWhole(stream, HttpProblem.of(Refusal.TOO_MANY_REQUESTS), RETRY_SOON);
        }
        boolean connects = request.method().equals(HttpMethod.CONNECT);
        if (connects && request.protocol() == null) { // whose host is another's; what would come is no body that ends
            return RefusedRequest.now(stream, wrongMethod(EVERYWHERE), allow(EVERYWHERE));
        }
        if (!sites.servesHost(request.authority())) {
            stream.loop().metrics().otherHosts.increment();
            return RefusedRequest.of(stream, request, SiteRules.OTHER_HOST, HttpFields.NONE);
        }
        String site = SiteRules.otherSite(request);
        boolean foreign = site != null && !sites.allowsSite(site);
        if (foreign && SiteRules.isForAllowedSites(request)) {
            return turnAwaySite(stream, request);
        }
        RequestPath path = request.where();
        if (path == null) {
            return RefusedRequest.whenWhole(stream, HttpProblem.MALFORMED_TARGET, HttpFields.NONE);
        }
        HttpRoutes.Match match =
                routes.find(request.method(), path, request.protocol(), request.field(HttpHeaderNames.CONTENT_TYPE));
        if (match != null && foreign && match.isForAllowedSites()) {
            return turnAwaySite(stream, request);
        }
        if (match != null && match.route() != null) {
            asks.accept(match.route().path());
        }
        Refusal refusal = stream.caller().refusal(needed(stream, request, match));
        if (match == null) {
            return refusal == null ? refuse(stream, request, path) : RefusedRequest.of(stream, request, refusal);
        }
        return refusal == null
                ? match.endpoint().open(stream, request, match.parameter())
                : match.endpoint().refuse(stream, request, refusal);
    }

    /** The right that it takes to have {@code request} answered. */
    private static Right needed(HttpStream stream, RequestHead request, HttpRoutes.@Nullable Match match) {
        if (SiteRules.isPreflight(request)) {
            return Right.ANYBODY; // browsers show no token when they ask whether they may
        }
        boolean goesOn =
                request.protocol() != null; // who shows a wrong token is told now, and not when it has said something
        return match == null || (goesOn && stream.caller().isWrong()) ? Right.TOKEN : match.right();
    }

    private static StreamListener turnAwaySite(HttpStream stream, RequestHead request) {
        stream.loop().metrics().otherSites.increment();
        return RefusedRequest.of(stream, request, SiteRules.OTHER_SITE, HttpFields.NONE);
    }

    /**
     * What a request is answered, without a body, whose head is larger than {@link RequestHead#MAX_BYTES}; null for what
     * HTTP has for that.
     *
     * @param contentType as far as it is known
     */
    public @Nullable ResponseHead largeHead(@Nullable CharSequence contentType) {
        return contentType == null ? null : routes.largeHead(contentType);
    }

    private StreamListener refuse(HttpStream stream, RequestHead request, RequestPath path) {
        String protocol = request.protocol();
        if (protocol != null && !routes.speaks(protocol)) {
            HttpProblem unknown = new HttpProblem(501, ErrorCode.UNSUPPORTED, ":protocol (expected: websocket)");
            return RefusedRequest.now(stream, unknown, HttpFields.NONE);
        }
        if (request.method().equals(HttpMethod.CONNECT)) {
            return RefusedRequest.now(stream, HttpProblem.notServed(path.text()), HttpFields.NONE);
        }
        List<HttpMethod> allowed = path.text().equals("*") ? EVERYWHERE : routes.methods(path);
        if (allowed.isEmpty()) {
            return RefusedRequest.whenWhole(stream, HttpProblem.notServed(path.text()), HttpFields.NONE);
        }
        return request.method().equals(HttpMethod.OPTIONS)
                ? tellMethods(stream, allowed)
                : RefusedRequest.whenWhole(stream, wrongMethod(allowed), allow(allowed));
    }

    /** RFC 9110 §9.3.7. */
    private static StreamListener tellMethods(HttpStream stream, List<HttpMethod> allowed) {
        List<HttpMethod> all = Stream.concat(allowed.stream(), Stream.of(HttpMethod.OPTIONS))
                .distinct()
                .toList();
        return new WholeRequest(stream, () -> {
            stream.respond(new ResponseHead(HttpResponseStatus.NO_CONTENT, allow(all)), Unpooled.EMPTY_BUFFER);
            return AnswerListener.NONE;
        });
    }

    private static HttpFields allow(List<HttpMethod> allowed) {
        String list = allowed.stream().map(HttpMethod::name).collect(Collectors.joining(", "));
        return HttpFields.of(HttpHeaderNames.ALLOW, AsciiString.of(list));
    }

    private static HttpProblem wrongMethod(List<HttpMethod> allowed) {
        String names = allowed.stream().map(HttpMethod::name).collect(Collectors.joining(" or "));
        return new HttpProblem(405, ErrorCode.BAD_REQUEST, "method (expected: " + names + ')');
    }
}
