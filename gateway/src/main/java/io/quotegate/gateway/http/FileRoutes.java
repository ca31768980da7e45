package io.quotegate.gateway.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http2.Http2Headers;
import io.quotegate.api.ErrorCode;
import io.quotegate.gateway.exchange.Exchange;
import io.quotegate.gateway.exchange.ExchangeHandler;
import io.quotegate.gateway.exchange.SelectiveRouter;
import io.quotegate.gateway.files.LoopDownloads;
import io.quotegate.gateway.loop.PerLoop;
import io.quotegate.text.ByteWriter;
import org.jspecify.annotations.Nullable;

/** The files over HTTP. They are not routes like the others: the disk is not waited for, and content is streamed. Any thread. */
public final class FileRoutes implements SelectiveRouter {
    private static final String LIST = "/v1/files";
    private static final String BELOW = LIST + '/';

    private final PerLoop<LoopDownloads> downloads;

    public FileRoutes(PerLoop<LoopDownloads> downloads) {
        this.downloads = downloads;
    }

    @Override
    public boolean takes(CharSequence method, CharSequence path, @Nullable CharSequence contentType) {
        String target = path.toString();
        return target.startsWith(LIST)
                && (target.length() == LIST.length()
                        || target.startsWith(BELOW)
                        || target.charAt(LIST.length()) == '?');
    }

    @Override
    public ExchangeHandler open(Exchange exchange, Http2Headers request, boolean bodyFollows) {
        exchange.loop().metrics().requests.increment();
        String path = String.valueOf(request.path());
        int query = path.indexOf('?');
        String target = query < 0 ? path : path.substring(0, query);
        String name = target.length() <= BELOW.length() ? null : target.substring(BELOW.length());
        return new FileExchange(exchange, downloads.on(exchange.loop()), request, name);
    }

    /** What is wrong with the method; null if nothing is. */
    static @Nullable HttpAnswer wrongMethod(String method, ByteWriter body) {
        boolean known = method.equals(HttpMethod.GET.name()) || method.equals(HttpMethod.HEAD.name());
        return known ? null : HttpAnswer.problem(body, 405, ErrorCode.BAD_REQUEST, "method (expected: GET or HEAD)");
    }

    /** Whether the client takes content that is packed as {@code coding} (RFC 9110 §12.5.3). */
    static boolean accepts(Http2Headers request, String coding) {
        CharSequence accepted = request.get(HttpHeaderNames.ACCEPT_ENCODING);
        if (accepted == null) {
            return false;
        }
        for (String element : accepted.toString().split(",", -1)) {
            String[] parts = element.split(";", -1);
            boolean refused = parts.length > 1 && parts[1].strip().matches("q\\s*=\\s*0(\\.0*)?");
            if (parts[0].strip().equalsIgnoreCase(coding)) {
                return !refused;
            }
        }
        return false;
    }
}
