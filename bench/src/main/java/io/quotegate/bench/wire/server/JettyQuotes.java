package io.quotegate.bench.wire.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers every request with a quote. Any thread. */
final class JettyQuotes extends Handler.Abstract.NonBlocking {
    private final byte[] quote = Peer.QUOTE.getBytes(US_ASCII);

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json");
        response.write(true, ByteBuffer.wrap(quote), callback);
        return true;
    }
}
