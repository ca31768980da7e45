package io.quotegate.port;

import io.grpc.Grpc;
import io.grpc.ManagedChannel;
import io.grpc.TlsChannelCredentials;
import io.quotegate.testkit.RawSocket;
import io.quotegate.tls.ClientTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Clients over TLS that believe one certificate only. One thread. */
final class TlsClient {
    private static final int TIMEOUT_MS = 60_000;

    private final InetSocketAddress address;
    private final Path ca;

    private @Nullable SSLContext kept; // of raw sockets, which go on with the session of the one before

    TlsClient(InetSocketAddress address, Path ca) {
        this.address = address;
        this.ca = ca;
    }

    InetSocketAddress address() {
        return address;
    }

    Path ca() {
        return ca;
    }

    /** A socket whose hands are shaken for the first time, which offers {@code alpn}. */
    SSLSocket socket(String... alpn) throws IOException {
        return socket(ClientTls.of(ca, false).context(), alpn);
    }

    private SSLSocket socket(SSLContext context, String... alpn) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket();
        socket.connect(address, TIMEOUT_MS);
        socket.setSoTimeout(TIMEOUT_MS);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setApplicationProtocols(alpn);
        socket.setSSLParameters(parameters);
        try {
            socket.startHandshake();
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        return socket;
    }

    RawSocket raw() throws IOException {
        SSLContext context = kept;
        if (context == null) {
            context = ClientTls.of(ca, false).context();
            kept = context;
        }
        return new RawSocket(socket(context));
    }

    /** The certificate that a new connection is shown. */
    X509Certificate shown() throws IOException {
        try (SSLSocket socket = socket()) {
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    HttpClient http() throws IOException {
        return HttpClient.newBuilder()
                .sslContext(ClientTls.of(ca, false).context())
                .build();
    }

    ManagedChannel channel() throws IOException {
        return Grpc.newChannelBuilderForAddress(
                        "localhost",
                        address.getPort(),
                        TlsChannelCredentials.newBuilder()
                                .trustManager(ca.toFile())
                                .build())
                .build();
    }
}
