package io.quotegate.bench.wire.load;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.LongAdder;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedTrustManager;

/** Believes any certificate, and counts those it is shown: one that resumes a session is shown none. Any thread. */
final class CountingTrust extends X509ExtendedTrustManager {
    private final LongAdder shown = new LongAdder();

    /** What a client speaks TLS with that believes so. */
    SslContext context() throws SSLException {
        return SslContextBuilder.forClient()
                .trustManager(this)
                .endpointIdentificationAlgorithm("")
                .build();
    }

    long shown() {
        return shown.sum();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
        shown.increment();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
        shown.increment();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
        shown.increment();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
        throw new UnsupportedOperationException("a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
        throw new UnsupportedOperationException("a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
        throw new UnsupportedOperationException("a client");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
